export const MOST_RECIPIENTS = 20;
/** An address of mail, as zod takes it; apart from zod, which pages need not load for it. */
export const ADDRESS = /^(?!\.)(?!.*\.\.)[\w'+\-.]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** Addresses as people type them, between semicolons, commas or line ends; `wrong` are those that are none. */
export function readRecipients(text: string): { recipients: string[]; wrong: string[] } {
  const parts = [...new Set(text.split(/[;,\s]+/).filter((part) => part !== ""))];
  const isAddress = (part: string) => ADDRESS.test(part);
  return { recipients: parts.filter(isAddress), wrong: parts.filter((part) => !isAddress(part)) };
}
