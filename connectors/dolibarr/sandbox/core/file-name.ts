/** Dolibarr's `dol_sanitizeFileName`: accents off, what file systems forbid and spaces replaced. */
export function fileName(value: string, instead: string): string {
  return value
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[<>/\\?*|":°$;` ]/g, instead)
    .replace(/--+/g, "_")
    .replaceAll("..", "");
}

/** Dolibarr's `dol_string_nospecial` with its own list: accents stay, punctuation and spaces become `_`. */
export function noSpecial(value: string): string {
  return value.replace(/['/\\:*?"<>|[\],;=°$ ]/g, "_");
}
