import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@/lib/core/errors";

interface Sealed {
  /** Nonce (12 bytes), tag (16 bytes), cipher text. */
  readonly bytes: Uint8Array;
  readonly keyId: string;
}

export interface SecretBox {
  /** Key id of what is sealed now; sealed values with another one should be sealed again. */
  readonly keyId: string;
  /** AES-256-GCM, bound to `context` (the id of the row): sealed bytes moved to another row do not open. */
  seal(text: string, context: string): Sealed;
  open(sealed: Sealed, context: string): string;
  /** A key of its own for another purpose, such as signing sessions; hexadecimal. */
  derive(purpose: string): string;
}

const NONCE = 12;
const TAG = 16;

type Key = { readonly id: string; readonly bytes: Buffer };

function toKey(secret: string): Key {
  const bytes = Buffer.from(hkdfSync("sha256", secret, "passerelle", "connection secrets", 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 12), bytes };
}

/** Seals with `secret`; opens what `secret` or one of `oldSecrets` sealed. */
export function createSecretBox({ secret, oldSecrets = [] }: { secret: string; oldSecrets?: readonly string[] }): SecretBox {
  const current = toKey(secret);
  const keys = new Map([current, ...oldSecrets.map(toKey)].map((key) => [key.id, key]));
  return {
    keyId: current.id,
    seal(text, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", current.bytes, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return { bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]), keyId: current.id };
    },
    open({ bytes, keyId }, context) {
      const key = keys.get(keyId);
      if (!key) throw sealError(`No key ${keyId}: was PASSERELLE_SECRET changed without PASSERELLE_OLD_SECRETS?`);
      const sealed = Buffer.from(bytes);
      const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw sealError("A stored secret cannot be opened: it was changed or belongs to another row", cause);
      }
    },
    derive: (purpose) => Buffer.from(hkdfSync("sha256", secret, "passerelle", purpose, 32)).toString("hex"),
  };
}

function sealError(message: string, cause?: unknown): AppError {
  return new AppError({ code: "system.unexpected", category: "system", message, cause });
}

/** The secret kept in the data folder (mode 0600), made at first use, for installations that give none. */
export function readOrCreateSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 16) throw sealError(`${file} holds no secret: it was cut short or emptied`);
  return secret;
}
