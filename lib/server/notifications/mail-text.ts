import type { LogLine } from "@/db/queries/run-log";
import type { JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";
import { formatterFor, type Translate, translatorFor } from "@/lib/i18n/messages";

export interface MailContent {
  readonly key: string;
  readonly params: JsonObject;
  readonly language: Locale;
  /** The person's own; empty = the default one. */
  readonly subject: string;
  /** Of the run. */
  readonly url: string;
}

/** Subject and text of a mail about one run: counts, the reason in the words of its code, a link. Never a record. */
export function mailText({ key, params, language, subject, url }: MailContent): { subject: string; text: string } {
  const t = translatorFor(language);
  const { flow, integration, total, created, updated, failed, review, fresh } = params;
  const names = { flow: String(flow ?? ""), integration: String(integration ?? "") };
  const counts = { total, created, updated, failed, review };
  const lines = [
    say(t, `notifications.told.${key}`, { ...names, ...plain(counts), what: newsIn(t, fresh) }),
    reasonOf(t, params, language),
    "",
    say(t, "notifications.mail.counts", plain(counts)),
    "",
    `${say(t, "notifications.mail.open", {})} ${url}`,
    "",
    say(t, "notifications.mail.why", names),
  ];
  const given = subject === "" ? say(t, `notifications.mail.subject.${key}`, names) : `${subject} · ${names.flow}`;
  return { subject: oneLine(given), text: lines.filter((line) => line !== undefined).join("\n") };
}

/** UI-53: the journal as people read it, one line each, in the workspace's time. */
export function journalText(lines: readonly LogLine[], { language, timeZone }: { language: Locale; timeZone: string }): string {
  const t = translatorFor(language);
  const format = formatterFor(language, timeZone);
  const said = lines.map(({ at, text, outcome, key, params }) => {
    const named = String(params.stream ?? "");
    const streamKey = `run.stream.${named}`;
    const what = has(t, streamKey) ? say(t, streamKey, {}) : String(params.node ?? named);
    const why = reasonOf(t, params, language) ?? "";
    const words = text ?? say(t, `run.log.${key}`, { ...plain(params), what, why });
    return `${format.dateTime(at, "seconds")}  ${words}${outcome ? `  ${say(t, `state.${outcome}`, {})}` : ""}`;
  });
  return `${timeZone}\n${said.join("\n")}\n`;
}

/** `2 records failed, 1 record to review`. */
function newsIn(t: Translate, fresh: unknown): string {
  const counts = Object.entries(plain(fresh)).filter(([, count]) => Number(count) > 0);
  return counts.map(([name, count]) => say(t, `notifications.news.${name}`, { count })).join(", ");
}

function reasonOf(t: Translate, { code, advice }: JsonObject, language: Locale): string | undefined {
  const own = typeof advice === "object" && advice !== null && !Array.isArray(advice) ? advice[language] : undefined;
  if (typeof own === "string") return own;
  if (typeof code !== "string") return undefined;
  const key = `errors.${code}`;
  return say(t, has(t, key) ? key : "errors.system.unexpected", {});
}

/** Keys are made of what is stored: they are looked up as they come. */
type AnyTranslate = { (key: string, values: Record<string, string | number>): string; has(key: string): boolean };
const any = (t: Translate): AnyTranslate => t as AnyTranslate;
const has = (t: Translate, key: string): boolean => any(t).has(key);
const say = (t: Translate, key: string, values: Record<string, string | number>): string => any(t)(key, values);

function plain(params: unknown): Record<string, string | number> {
  if (typeof params !== "object" || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 250);
}
