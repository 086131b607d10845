const REPLACED = /[<>/\\?*|":°$;`\s]/g;
/** What the file-name rule leaves and the rule for references replaces. */
const ALSO_REPLACED = /['[\],=]/g;

/**
 * A product reference as Dolibarr keeps it: accents off, punctuation and spaces replaced.
 * `A/B C#1+é` → `A_B_C#1+e`.
 */
export function cleanReference(reference: string): string {
  return asFileName(reference.trim(), "_").replace(ALSO_REPLACED, "_");
}

/** A VAT number as Dolibarr keeps it: `FR 40 303 265 045` → `FR40303265045`. */
export function cleanVatNumber(number: string): string {
  return asFileName(number, "");
}

function asFileName(text: string, instead: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(REPLACED, instead).replaceAll("..", "").replace(/--+/g, "_");
}

/** A text as Dolibarr keeps it in a plain field: tags and double quotes gone, spaces single. */
export function cleanText(text: string): string {
  return text
    .replace(/<[^<>]+>/g, "")
    .replaceAll('"', "")
    .replace(/ {2,}/g, " ")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", nbsp: " " };

/** Do two texts say the same, however Dolibarr keeps their tags, entities, quotes and spaces? */
export function saysTheSame(left: string, right: string): boolean {
  return bare(left) === bare(right);
}

function bare(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|apos|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? "");
  return plain
    .replace(/[\u{10000}-\u{10ffff}"]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
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
