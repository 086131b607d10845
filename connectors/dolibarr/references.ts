const REPLACED = /[<>/\\?*|":°$;`\s]/g;

/**
 * A product reference as Dolibarr keeps it: accents off, characters that file names forbid and spaces replaced.
 * `A/B C#1+é` → `A_B_C#1+e`.
 */
export function cleanReference(reference: string): string {
  return reference
    .trim()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(REPLACED, "_")
    .replaceAll("..", "")
    .replace(/--+/g, "_");
}

/** Nothing in it that Dolibarr would change. */
export function isCleanReference(reference: string): boolean {
  return /^[A-Za-z0-9._+#-]+$/.test(reference) && cleanReference(reference) === reference;
}

const UNSAFE = /[()"'<>;`,\\~]/g;

/**
 * Our reference as it is kept in `ref_ext`: characters that Dolibarr strips on the way in, or cannot search for,
 * become `~` and their code, so that what is written is what is found.
 */
export function storedReference(externalRef: string): string {
  return externalRef.replace(UNSAFE, (character) => `~${character.charCodeAt(0).toString(16)}`);
}

/** Longest number of a payment. */
const PAYMENT_NUMBER = 50;

/** Our reference as the number of a payment: its end, which tells payments apart, when it is too long. */
export function paymentNumber(externalRef: string): string {
  return storedReference(externalRef).slice(-PAYMENT_NUMBER);
}
