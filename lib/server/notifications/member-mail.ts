import { z } from "zod";
import { findMemberMail, saveMemberMail } from "@/db/queries/notifications";
import { MAIL_CHOICES, type MemberMail, readMemberMail } from "@/lib/core/mail-choice";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

const MOST_INTEGRATIONS = 500;

export const MemberMailSchema = z.strictObject({
  choice: z.enum(MAIL_CHOICES),
  integrations: z.record(z.string().max(60), z.enum(MAIL_CHOICES)).refine((own) => Object.keys(own).length <= MOST_INTEGRATIONS),
});

type Member = Access & { readonly userId: string };

/** Which mails a member asked for. */
export async function readOwnMail({ db }: App, { workspaceId, userId }: Member): Promise<MemberMail> {
  return readMemberMail((await findMemberMail({ db, workspaceId, userId })) ?? {});
}

/** Anybody decides for themselves only. */
export async function changeOwnMail({ db }: App, { workspaceId, userId }: Member, mail: MemberMail): Promise<void> {
  await saveMemberMail({ db, workspaceId, userId, mail: { choice: mail.choice, integrations: { ...mail.integrations } } });
}
