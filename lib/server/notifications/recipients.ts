import type { MailOptions } from "@/lib/core/mail";
import type { MailChoice, MemberMail } from "@/lib/core/mail-choice";

type NewsKey = keyof MailOptions["when"];

type Input = {
  /** What the run has to tell. */
  readonly keys: readonly NewsKey[];
  readonly options: Pick<MailOptions, "recipients" | "when">;
  readonly members: readonly { readonly email: string; readonly mail: MemberMail }[];
  readonly integrationId: string | null;
};

/**
 * Addresses a run is mailed to, each once: those its integration lists, when one of its occasions happened, and the
 * members who asked for it. A member's own answer counts more than a list with their address.
 */
export function recipientsOf({ keys, options, members, integrationId }: Input): string[] {
  const choices = new Map(members.map(({ email, mail }) => [email.toLowerCase(), choiceFor(mail, integrationId)]));
  const isOccasion = keys.some((key) => options.when[key]);
  const listed = options.recipients.filter((address) => {
    const choice = choices.get(address.toLowerCase()) ?? "listed";
    return choice === "listed" ? isOccasion : wants(choice, keys);
  });
  const asked = members.filter(({ mail }) => wants(choiceFor(mail, integrationId), keys)).map(({ email }) => email);
  const byAddress = new Map([...asked, ...listed].map((address) => [address.toLowerCase(), address]));
  return [...byAddress.values()];
}

function choiceFor({ choice, integrations }: MemberMail, integrationId: string | null): MailChoice {
  return (integrationId === null ? undefined : integrations[integrationId]) ?? choice;
}

function wants(choice: MailChoice, keys: readonly NewsKey[]): boolean {
  if (choice === "failures") return keys.includes("failed") || keys.includes("attention");
  return choice === "all";
}
