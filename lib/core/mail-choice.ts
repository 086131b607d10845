import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** `listed`: whenever an integration's own settings name the address. */
export const MAIL_CHOICES = ["listed", "none", "failures", "all"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/** Which mails about runs a member gets; an integration named in `integrations` has its own answer. */
export interface MemberMail {
  readonly choice: MailChoice;
  readonly integrations: Readonly<Record<string, MailChoice>>;
}

/** A stored choice; what is absent or unknown follows the lists of the integrations. */
export function readMemberMail(stored: JsonObject): MemberMail {
  const own = isJsonObject(stored.integrations) ? stored.integrations : {};
  const integrations = Object.entries(own).flatMap(([id, value]) => {
    const choice = choiceOf(value);
    return choice ? [[id, choice] as const] : [];
  });
  return { choice: choiceOf(stored.choice) ?? "listed", integrations: Object.fromEntries(integrations) };
}

function choiceOf(value: Json | undefined): MailChoice | undefined {
  return MAIL_CHOICES.find((choice) => choice === value);
}
