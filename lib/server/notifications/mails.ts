import { createTransport, type Transporter } from "nodemailer";
import { findIntegration, type IntegrationRow } from "@/db/queries/integrations";
import { endMail, listMemberMails, type NotificationRow, putOffMail, takeDueMails } from "@/db/queries/notifications";
import { type LogLine, listLog } from "@/db/queries/run-log";
import { findWorkspace } from "@/db/queries/workspaces";
import { NO_MAIL } from "@/lib/core/mail";
import type { Locale } from "@/lib/core/text";
import type { App } from "@/lib/server/app";
import { errorFields } from "@/lib/server/log";
import { journalText, mailText } from "@/lib/server/notifications/mail-text";

const BATCH = 20;
const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 60_000;
const PATIENCE_MS = 20_000;
/** Lines of an attached journal, the last ones. */
const MOST_LINES = 20_000;
const LINES_AT_ONCE = 2_000;
/** Parts of a session in which the server has not been given the message yet: nothing was sent for certain. */
const BEFORE_DATA = new Set(["CONN", "EHLO", "HELO", "STARTTLS", "AUTH", "AUTH PLAIN", "AUTH LOGIN", "MAIL FROM", "RCPT TO"]);

/** Sends the mails that are due. Each is taken once: a process that dies in the middle loses one rather than sending it twice. */
export class Mails {
  private transport: Transporter | undefined;
  private running: Promise<number> | undefined;
  private again = false;

  constructor(private readonly app: App) {}

  /** Answers how many were sent. One round at a time; a call during one makes another follow. */
  send(): Promise<number> {
    if (!this.app.env.smtp) return Promise.resolve(0);
    this.again = this.running !== undefined;
    this.running ??= this.rounds().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Without waiting: what fails is said, and tried again. */
  wake(): void {
    this.send().catch((error: unknown) => this.app.log.error("mail.round_failed", errorFields(error)));
  }

  async close(): Promise<void> {
    await this.running?.catch(() => undefined);
    this.transport?.close();
  }

  private async rounds(): Promise<number> {
    let sent = 0;
    for (;;) {
      this.again = false;
      const due = await takeDueMails({ db: this.app.db, limit: BATCH });
      for (const row of due) if (await this.sendOne(row)) sent += 1;
      if (due.length < BATCH && !this.again) return sent;
    }
  }

  private async sendOne(row: NotificationRow): Promise<boolean> {
    const { db, log, env } = this.app;
    const { id, runId } = row;
    const left = new Set(row.mailTo ?? []);
    try {
      const { from, integration } = { from: env.smtp?.from, integration: await this.integrationOf(row) };
      const own = (integration?.options.mail ?? NO_MAIL).language;
      for (const [language, to] of byLanguage([...left], await listMemberMails({ db, workspaceId: row.workspaceId }), own)) {
        const message = await this.messageOf(row, { integration, language });
        await this.open().sendMail({ from, to, messageId: `<${id}.${language}@passerelle>`, ...message });
        for (const address of to) left.delete(address);
      }
      await endMail({ db, id, error: null });
      log.info("mail.sent", { runId, recipients: row.mailTo?.length ?? 0 });
      return true;
    } catch (thrown) {
      const error = reasonOf(thrown);
      log.warn("mail.failed", { runId, error });
      if (mayTryAgain(thrown) && row.mailAttempts < MOST_ATTEMPTS) {
        await putOffMail({ db, id, error, afterMs: FIRST_WAIT_MS * 2 ** (row.mailAttempts - 1), mailTo: [...left] });
      } else await endMail({ db, id, error });
      return false;
    }
  }

  private open(): Transporter {
    const times = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    this.transport ??= createTransport({
      url: this.app.env.smtp?.url,
      ...times,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return this.transport;
  }

  private async integrationOf({ workspaceId, integrationId }: NotificationRow): Promise<IntegrationRow | undefined> {
    return integrationId === null ? undefined : findIntegration({ db: this.app.db, workspaceId, integrationId });
  }

  private async messageOf(
    { key, params, runId, workspaceId }: NotificationRow,
    { integration, language }: { integration: IntegrationRow | undefined; language: Locale },
  ) {
    const { db, env } = this.app;
    const workspace = await findWorkspace({ db, workspaceId });
    const { subject, attachJournal } = integration?.options.mail ?? NO_MAIL;
    const text = mailText({ key, params, language, subject, url: `${env.url}/runs/${runId}` });
    if (!attachJournal) return text;
    const content = journalText(await this.journalOf(workspaceId, runId), { language, timeZone: workspace?.timeZone ?? "UTC" });
    return { ...text, attachments: [{ filename: `${runId}.txt`, content, contentType: "text/plain; charset=utf-8" }] };
  }

  private async journalOf(workspaceId: string, runId: string): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (;;) {
      const after = lines.at(-1)?.seq;
      const next = await listLog({ db: this.app.db, workspaceId, runId, limit: LINES_AT_ONCE, ...(after ? { after } : {}) });
      lines.push(...next);
      if (next.length < LINES_AT_ONCE) return lines.slice(-MOST_LINES);
    }
  }
}

/** Members in the language they chose, other addresses in that of the integration. */
function byLanguage(
  addresses: readonly string[],
  members: readonly { email: string; locale: Locale | null }[],
  own: Locale,
): Map<Locale, string[]> {
  const chosen = new Map(members.map(({ email, locale }) => [email.toLowerCase(), locale]));
  const groups = new Map<Locale, string[]>();
  for (const address of addresses) {
    const language = chosen.get(address.toLowerCase()) ?? own;
    groups.set(language, [...(groups.get(language) ?? []), address]);
  }
  return groups;
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

/** Once the message was given away nobody knows whether it goes out: it is not sent a second time, unless it was refused. */
function mayTryAgain(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { command, responseCode } = thrown as SmtpError;
  if (responseCode !== undefined) return responseCode < 500;
  return command !== undefined && BEFORE_DATA.has(command);
}

/** Code and answer of the server; never the address of the server, which may hold a password. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "unknown";
  const { code, command, responseCode } = thrown as SmtpError;
  return [code, command, responseCode].filter((part) => part !== undefined).join(" ") || thrown.name;
}
