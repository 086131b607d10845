import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID: sortable by time, unique; what an Inngest server gives to runs and events. */
export function ulid(now: number = Date.now()): string {
  let time = now;
  let text = "";
  for (let index = 0; index < 10; index += 1) {
    text = (ALPHABET[time % 32] ?? "0") + text;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(16)) text += ALPHABET[byte % 32];
  return text;
}
