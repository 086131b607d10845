import { z } from "zod";
import { findMemberMail, saveMemberMail } from "@/db/queries/notifications";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { MAIL_CHOICES, type MemberMail, readMemberMail } from "@/lib/core/mail-choice";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { notFound } from "@/lib/server/tokens";

const MOST_INTEGRATIONS = 500;

export const MemberMailSchema = z.strictObject({
  choice: z.enum(MAIL_CHOICES),
  integrations: z.record(z.string().max(60), z.enum(MAIL_CHOICES)).refine((own) => Object.keys(own).length <= MOST_INTEGRATIONS),
});

/** For machines, which speak for the whole workspace. Throws `request.not_found` for somebody who is no member of it. */
export async function readMailOf({ db }: App, { workspaceId }: Access, userId: string): Promise<MemberMail> {
  const stored = await findMemberMail({ db, workspaceId, userId });
  if (!stored) throw notFound("member", userId);
  return readMemberMail(stored);
}

export async function changeMailOf(app: App, access: Access, { userId, mail }: { userId: string; mail: MemberMail }) {
  requirePermission(access, "workspace.manage");
  await readMailOf(app, access, userId);
  await changeOwnMail(app, { ...access, userId }, mail);
  const { workspaceId, actor } = access;
  await insertAuditEvent({
    db: app.db,
    workspaceId,
    actor,
    action: "member.changed",
    subject: userId,
    params: { mail: mail.choice },
  });
}

type Member = Access & { readonly userId: string };

/** Which mails a member asked for. */
export async function readOwnMail({ db }: App, { workspaceId, userId }: Member): Promise<MemberMail> {
  return readMemberMail((await findMemberMail({ db, workspaceId, userId })) ?? {});
}

/** In the pages anybody decides for themselves only. */
export async function changeOwnMail({ db }: App, { workspaceId, userId }: Member, mail: MemberMail): Promise<void> {
  await saveMemberMail({ db, workspaceId, userId, mail: { choice: mail.choice, integrations: { ...mail.integrations } } });
}
