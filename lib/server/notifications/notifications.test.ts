import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setLocale } from "@/db/queries/accounts";
import { updateIntegration } from "@/db/queries/integrations";
import { countUnseen, listNotifications, markSeen } from "@/db/queries/notifications";
import { type MailOptions, NO_MAIL } from "@/lib/core/mail";
import { readRecipients } from "@/lib/core/recipients";
import { requestRetry } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { patchIntegration } from "@/lib/server/integrations/integrations";
import { changeMailOf, changeOwnMail, readMailOf, readOwnMail } from "@/lib/server/notifications/member-mail";

const ALWAYS = "2000-01-01T00:00:00Z";

type Mail = { readonly from: string; readonly to: readonly string[]; readonly data: string };

/** As much of an SMTP server as a client needs to send; `refuse` answers the next recipients with it. */
class MailServer {
  readonly mails: Mail[] = [];
  refuse: string[] = [];
  private readonly server: Server;
  private waiting: { count: number; resolve: () => void }[] = [];

  constructor() {
    this.server = createServer((socket) => this.talk(socket));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  received(count: number): Promise<void> {
    if (this.mails.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  private talk(socket: Socket): void {
    let from = "";
    let to: string[] = [];
    let data: string[] | undefined;
    let rest = "";
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on("error", () => undefined);
    say("220 test");
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO" || verb === "HELO") return say("250 test");
      if (verb === "MAIL") [from, to] = [addressOf(line), []];
      if (verb === "RCPT") {
        const refusal = this.refuse.shift();
        if (refusal) return say(refusal);
        to.push(addressOf(line));
      }
      if (verb === "DATA") {
        data = [];
        return say("354 go on");
      }
      if (verb === "QUIT") return socket.end("221 bye\r\n");
      return say("250 ok");
    };
    const line = (text: string) => {
      if (data === undefined) return command(text);
      if (text !== ".") return data.push(text);
      this.mails.push({ from, to, data: decoded(data.join("\n")) });
      data = undefined;
      say("250 taken");
      for (const wait of this.waiting.filter(({ count }) => this.mails.length >= count)) wait.resolve();
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const text of lines) line(text);
    });
  }
}

const addressOf = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? "";

/** Quoted-printable, base64 parts and encoded words, as a reader shows them. */
function decoded(data: string): string {
  const bytes = (text: string) =>
    Buffer.from(
      text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    );
  const words = data.replace(/\n[ \t]+/g, " ").replace(/\?=\s+=\?/g, "?==?");
  const subject = words.replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text: string) =>
    bytes(text.replace(/_/g, " ")).toString("utf8"),
  );
  const base64 = subject.replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, "base64").toString("utf8"));
  const parts = base64.replace(/(?:^[A-Za-z0-9+/=]{60,}\n)+[A-Za-z0-9+/=]*$/gm, (text) =>
    Buffer.from(text, "base64").toString("utf8"),
  );
  return parts.replace(/=\n/g, "").replace(/(?:=[0-9A-F]{2})+/g, (text) => bytes(text).toString("utf8"));
}

describe("what runs tell people", () => {
  let world: FlowWorld;
  const server = new MailServer();
  beforeAll(async () => {
    world = await openFlowWorld({
      SMTP_URL: await server.open(),
      SMTP_FROM: "Passerelle <robot@example.com>",
      PASSERELLE_URL: "https://passerelle.example.com",
    });
    await world.app.sql`update exec_crons set next_at = now() + interval '1 day'`;
  });
  afterAll(async () => {
    await world.close();
    server.close();
  });

  it("UI-51 UI-52 a run that failed is mailed once, to the addresses of its integration, in their words, without a secret", async () => {
    const when = { failed: true, attention: true, created: true, succeeded: true };
    await mailTo({ recipients: ["anna@example.com", "luc@example.com"], language: "en", when });
    const run = await failing();
    await server.received(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: "robot@example.com", to: ["anna@example.com", "luc@example.com"] });
    expect(mail?.data).toMatch(/^Subject: Failed: /m);
    expect(mail?.data).toContain(`https://passerelle.example.com/runs/${run.id}`);
    for (const { secrets } of Object.values(world.sandboxes)) {
      for (const secret of Object.values(secrets)) expect(mail?.data).not.toContain(secret);
    }
    const again = await requestRetry(world.app, { workspaceId: world.access.workspaceId, runId: run.id, requestedBy: "system" });
    expect(await world.watch(again)).toMatchObject({ status: "succeeded", attempt: 2 });
    await settled();
    expect(server.mails).toHaveLength(1);
    const { workspaceId } = world.access;
    expect(await listNotifications({ db: world.app.db, workspaceId, limit: 10 })).toEqual([]);
  });

  it("UI-52 each occasion is on or off by itself", async () => {
    const before = server.mails.length;
    await mailTo({ when: { failed: false, attention: false, created: false, succeeded: false } });
    await failing();
    await world.run("customers");
    await settled();
    expect(server.mails).toHaveLength(before);
    await mailTo({ when: { failed: false, attention: false, created: false, succeeded: true }, subject: "Nuit" });
    await world.run("customers");
    await server.received(before + 1);
    expect(server.mails.at(-1)?.data).toMatch(/^Subject: Nuit · /m);
  });

  it("UI-53 the journal is attached where it is asked for", async () => {
    const before = server.mails.length;
    await mailTo({ attachJournal: true, when: { ...NO_MAIL.when, succeeded: true } });
    const run = await world.run("customers", { since: ALWAYS });
    await server.received(before + 1);
    const { data = "" } = server.mails.at(-1) ?? {};
    expect(data).toContain(`filename=${run.id}.txt`);
    expect(data).toContain(`${run.total}/${run.total} - `);
  });

  it("a record that fails again and again is told of when it begins to", async () => {
    const { sql } = world.app;
    await sql`update integrations set settings = settings || '{"unmappedTax": "block"}'`;
    await sql`update map_tables set fallback = null where key = 'taxes'`;
    await sql`update map_rows set source_id = 'none:' || source_id where source_id = '5.5'`;
    const before = server.mails.length;
    await mailTo({});
    const first = await world.run("products");
    expect(first.failed).toBeGreaterThan(0);
    await server.received(before + 1);
    expect(server.mails.at(-1)?.data).toContain(`${first.failed} enregistrements en échec`);
    const second = await world.run("products", { since: ALWAYS });
    expect(second.failed).toBe(first.failed);
    await settled();
    expect(server.mails).toHaveLength(before + 1);
  });

  it("is sent later when the server does not take it now, and given up when it never will", async () => {
    const before = server.mails.length;
    await mailTo({});
    server.refuse = ["451 later"];
    const run = await failing();
    await settled();
    expect(server.mails).toHaveLength(before);
    const [row] = await world.app
      .sql`select mail_state, mail_error, mail_after > now() as later from notifications where run_id = ${run.id}`;
    expect(row).toMatchObject({ mail_state: "due", later: true, mail_error: expect.stringContaining("451") });
    await world.app.sql`update notifications set mail_after = now() where run_id = ${run.id}`;
    server.refuse = ["550 never"];
    await failing();
    await settled();
    const states = await world.app
      .sql`select mail_state from notifications where mail_to is not null order by created_at desc limit 2`;
    expect(states.map(({ mail_state: state }) => state).sort()).toEqual(["failed", "sent"]);
  });

  it("is listed for each member, with what is new since they looked", async () => {
    const { app, access } = world;
    const scope = { db: app.db, workspaceId: access.workspaceId };
    const userId = access.actor;
    const run = await failing();
    const [newest] = await listNotifications({ ...scope, limit: 10 });
    expect(newest).toMatchObject({ runId: run.id, key: "failed", level: "error" });
    expect(await countUnseen({ ...scope, userId })).toBeGreaterThan(0);
    await markSeen({ ...scope, userId, until: newest?.createdAt ?? new Date() });
    expect(await countUnseen({ ...scope, userId })).toBe(0);
  });

  it("UI-52 UI-53 a member is mailed as they chose: failures only, and not where their integration is silent for them", async () => {
    const { app, access, installed } = world;
    const member = { ...access, userId: access.actor };
    const [account] = await app.sql<{ email: string }[]>`select email from users where id = ${access.actor}`;
    await mailTo({ recipients: [] });
    await changeOwnMail(app, member, { choice: "failures", integrations: {} });
    expect(await readOwnMail(app, member)).toEqual({ choice: "failures", integrations: {} });
    // The mail of the test before is of another choice.
    await settled();
    const before = server.mails.length;
    await world.run("customers");
    await failing();
    await server.received(before + 1);
    await settled();
    expect(server.mails.slice(before).map(({ to }) => to)).toEqual([[account?.email]]);
    await changeOwnMail(app, member, { choice: "all", integrations: { [installed.id]: "none" } });
    await failing();
    await settled();
    expect(server.mails).toHaveLength(before + 1);
    await changeOwnMail(app, member, { choice: "listed", integrations: {} });
  });

  it("UI-51 a member is mailed in the language they chose, other addresses in that of the integration, and each once", async () => {
    const { app, access } = world;
    const [account] = await app.sql<{ email: string }[]>`select email from users where id = ${access.actor}`;
    const email = account?.email ?? "";
    await setLocale({ db: app.db, userId: access.actor, locale: "en" });
    await mailTo({ recipients: ["anna@example.com", email], language: "fr" });
    await settled();
    const before = server.mails.length;
    const run = await failing();
    await server.received(before + 2);
    await settled();
    const mails = server.mails.slice(before);
    const subjects = mails.map(({ to, data }) => `${to.join()} ${/^Subject: (\w+|É\w+)/m.exec(data)?.[1]}`);
    expect(subjects.toSorted()).toEqual(["anna@example.com Échec", `${email} Failed`].toSorted());
    for (const { data } of mails) expect(data).toContain(run.id);
    await app.sql`update users set locale = null where id = ${access.actor}`;
  });

  it("UI-52 a machine reads and sets the choice of a member, of the workspace only", async () => {
    const { app, access } = world;
    await changeMailOf(app, access, { userId: access.actor, mail: { choice: "none", integrations: {} } });
    expect(await readMailOf(app, access, access.actor)).toEqual({ choice: "none", integrations: {} });
    await changeMailOf(app, access, { userId: access.actor, mail: { choice: "listed", integrations: {} } });
    await expect(readMailOf(app, access, "usr_nobody")).rejects.toMatchObject({ code: "request.not_found" });
  });

  it("UI-51 recipients are separated by semicolons, and what is no address is named", () => {
    expect(readRecipients("a@b.fr; c@d.fr ;a@b.fr;nobody")).toEqual({ recipients: ["a@b.fr", "c@d.fr"], wrong: ["nobody"] });
  });

  async function mailTo(options: Partial<MailOptions>): Promise<void> {
    const mail = { ...NO_MAIL, recipients: ["anna@example.com"], ...options };
    await patchIntegration(world.app, world.access, world.installed.id, { options: { mail } });
  }

  /** A run that cannot even begin to read. */
  async function failing() {
    const { app, access, installed } = world;
    const [row] = await app.sql<{ connections: Record<string, string> }[]>`select connections from integrations`;
    const good = row?.connections ?? {};
    const set = (connections: Record<string, string>) =>
      updateIntegration({ db: app.db, workspaceId: access.workspaceId, integrationId: installed.id, values: { connections } });
    await set({ ...good, erp: "con_gone", shop: "con_gone" });
    const run = await world.run("products", { since: ALWAYS });
    expect(run.status).toBe("failed");
    await set(good);
    return run;
  }

  /** Until no mail is due or under way. */
  async function settled(): Promise<void> {
    for (;;) {
      const rows = await world.app.sql`
        select 1 from notifications where mail_state = 'sending' or (mail_state = 'due' and mail_after <= now())`;
      if (rows.length === 0) return;
    }
  }
});
