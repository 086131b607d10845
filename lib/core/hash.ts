import * as crypto from "node:crypto";
import { canonicalJson, type Json } from "@/lib/core/json";

/** One call where Node has it (20.12), which costs a third of a hash object. */
const sha256: (text: string) => string = crypto.hash
  ? (text) => crypto.hash("sha256", text, "hex")
  : (text) => crypto.createHash("sha256").update(text).digest("hex");

/** SHA-256 of the canonical JSON text, as 64 hexadecimal digits. */
export function contentHash(value: Json): string {
  return sha256(canonicalJson(value));
}
