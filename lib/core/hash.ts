import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/core/json";

/** SHA-256 of the canonical JSON text, as 64 hexadecimal digits. */
export function contentHash(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
