import * as z from "zod/mini";

export const MOST_RECIPIENTS = 20;
const AddressSchema = z.email();

/** Addresses as people type them, between semicolons, commas or line ends; `wrong` are those that are none. */
export function readRecipients(text: string): { recipients: string[]; wrong: string[] } {
  const parts = [...new Set(text.split(/[;,\s]+/).filter((part) => part !== ""))];
  const isAddress = (part: string) => AddressSchema.safeParse(part).success;
  return { recipients: parts.filter(isAddress), wrong: parts.filter((part) => !isAddress(part)) };
}
