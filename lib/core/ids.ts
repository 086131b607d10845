const ALPHABET = "0123456789abcdefghijkmnpqrstvwxyz";

/** Kinds of ids: the prefix tells a reader of a log or an address what the id names. */
export type IdPrefix =
  | "usr"
  | "wsp"
  | "con"
  | "flw"
  | "ver"
  | "int"
  | "tbl"
  | "sch"
  | "end"
  | "run"
  | "rec"
  | "lnk"
  | "rev"
  | "ded"
  | "ntf"
  | "tok"
  | "aud"
  | "out"
  | "nod"
  | "edg"
  | "grp"
  | "evt"
  | "dif"
  | "sim";

/** A random id such as `run_4f7k…`: 100 random bits, safe in addresses, never a counter. Works in the browser too. */
export function newId(prefix: IdPrefix): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  let text = "";
  for (const byte of bytes) text += ALPHABET[byte % ALPHABET.length];
  return `${prefix}_${text}`;
}
