import { z } from "zod";
import { type Migration, migrateDocument, migrateFlow } from "@/engine/document/migrations/migrate";
import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { ScheduleSpecSchema } from "@/lib/core/schedule-spec";
import type { Locale, LocalizedText } from "@/lib/core/text";

const NameSchema = z.string().trim().min(1).max(120);
const KeySchema = z.string().min(1).max(64);

const FileConnectionSchema = z.strictObject({
  /** A role of the template, or the id flows name it by. */
  key: KeySchema,
  connector: z.string(),
  name: z.string(),
});

const FileRowSchema = z.strictObject({
  source: z.string(),
  label: z.string(),
  target: JsonObjectSchema,
  origin: z.enum(["auto", "manual", "default", "none"]),
  reason: JsonObjectSchema.nullable().default(null),
});

const FileTableSchema = z.strictObject({
  key: KeySchema,
  /** The template's table at the time it was installed. */
  definition: JsonObjectSchema,
  default: JsonObjectSchema.nullable(),
  rows: z.array(FileRowSchema).max(20_000),
});

const FileFlowSchema = z.strictObject({
  key: KeySchema,
  enabled: z.boolean(),
  /** What runs; where `published` is false, the draft. */
  document: FlowDocumentSchema,
  published: z.boolean(),
  /** The draft, where it is not what runs. */
  draft: FlowDocumentSchema.optional(),
  /** What the template's version was, to merge a newer one. */
  templateBase: z
    .strictObject({ version: z.int(), locale: z.enum(["en", "fr"]), document: FlowDocumentSchema })
    .nullable()
    .default(null),
  schedules: z.array(z.strictObject({ spec: ScheduleSpecSchema, timeZone: z.string() })).default([]),
});

/** A whole integration as a file: everything but its connections' addresses and secrets, its runs and its links. */
export const IntegrationFileSchema = z.strictObject({
  passerelle: z.literal("integration"),
  fileVersion: z.literal(1),
  name: NameSchema,
  template: z.strictObject({ id: z.string(), version: z.int() }),
  areas: z.array(KeySchema),
  settings: JsonObjectSchema,
  options: z
    .strictObject({
      batches: z.record(z.string(), z.int().min(1).max(500)).optional(),
      debug: z.boolean().optional(),
    })
    .default({}),
  connections: z.array(FileConnectionSchema).max(20),
  tables: z.array(FileTableSchema).max(200),
  flows: z.array(FileFlowSchema).min(1).max(100),
});
export type IntegrationFile = z.infer<typeof IntegrationFileSchema>;

/** What is wrong with a file, and where: `flows.2.document.nodes.4.kind`. */
export interface FileIssue {
  readonly path: string;
  readonly message: string;
}

/** In order, without a gap, as those of flows are; there is no older file yet. */
const MIGRATIONS: readonly Migration[] = [];
const VERSION_KEY = "fileVersion";
const CURRENT_VERSION = 1;
const MOST_ISSUES = 50;

const WORDS = {
  notOurs: { en: "this is no file of an integration", fr: "ce n’est pas le fichier d’une intégration" },
  notJson: { en: "this is not JSON", fr: "ce n’est pas du JSON" },
  twice: { en: "stands twice", fr: "figure deux fois" },
  version: {
    en: "a version this Passerelle cannot read",
    fr: "une version que cette Passerelle ne sait pas lire",
  },
} as const satisfies Record<string, LocalizedText>;

/** A file brought to today's schema, its flows too. Throws `request.invalid` with every place that is wrong, in the language. */
export function readIntegrationFile(text: string, locale: Locale = "en"): IntegrationFile {
  const stored = parseJson(text, locale);
  if (!isJsonObject(stored) || stored.passerelle !== "integration") {
    throw invalidFile([{ path: "passerelle", message: WORDS.notOurs[locale] }]);
  }
  const tooOld: FileIssue[] = [];
  const value = migrateWhole(stored, (path, detail) => {
    tooOld.push({ path, message: `${WORDS.version[locale]} (${detail})` });
  });
  // What follows from a version that cannot be read is not worth telling.
  if (tooOld.length > 0) throw invalidFile(tooOld);
  const { localeError } = locale === "fr" ? z.locales.fr() : z.locales.en();
  const parsed = IntegrationFileSchema.safeParse(value, { error: localeError });
  if (!parsed.success) {
    throw invalidFile(parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })));
  }
  const twice = keysTwice(parsed.data).map((path) => ({ path, message: WORDS.twice[locale] }));
  if (twice.length > 0) throw invalidFile(twice);
  return parsed.data;
}

function parseJson(text: string, locale: Locale): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = cause instanceof Error ? cause.message : "";
    throw invalidFile([{ path: "", message: `${WORDS.notJson[locale]} (${place})` }]);
  }
}

type Refuse = (path: string, detail: string) => void;

/** The file and each flow of it through their migrations; what cannot be read stays, and is refused. */
function migrateWhole(stored: JsonObject, refuse: Refuse): JsonObject {
  const attempt = (path: string, value: Json | undefined, step: (value: Json | undefined) => JsonObject): Json | undefined => {
    try {
      return step(value);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refuse(path, String(thrown.details.version ?? thrown.message));
      return value;
    }
  };
  const chain = { migrations: MIGRATIONS, to: CURRENT_VERSION, key: VERSION_KEY };
  const file = attempt(VERSION_KEY, stored, (value) => migrateDocument(value, chain));
  if (!isJsonObject(file) || !Array.isArray(file.flows)) return stored;
  const flowAt = (holder: JsonObject, key: string, path: string): JsonObject =>
    isJsonObject(holder[key])
      ? { ...holder, [key]: attempt(`${path}.${key}.schemaVersion`, holder[key], migrateFlow) ?? null }
      : holder;
  const flows = file.flows.map((flow, index) => {
    if (!isJsonObject(flow)) return flow;
    const path = `flows.${index}`;
    const read = flowAt(flowAt(flow, "document", path), "draft", path);
    const { templateBase: base } = read;
    return isJsonObject(base) ? { ...read, templateBase: flowAt(base, "document", `${path}.templateBase`) } : read;
  });
  return { ...file, flows };
}

/** Places of keys that stand twice: one would silently win over the other. */
function keysTwice({ connections, tables, flows }: IntegrationFile): string[] {
  return Object.entries({ connections, tables, flows }).flatMap(([list, entries]) =>
    entries.flatMap(({ key }, index) =>
      entries.findIndex((other) => other.key === key) === index ? [] : [`${list}.${index}.key`],
    ),
  );
}

export function invalidFile(issues: readonly FileIssue[]): AppError {
  const told = issues.slice(0, MOST_ISSUES).map(({ path, message }) => ({ path, message }));
  const text = told.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  const message = `The file cannot be used: ${text}`;
  return new AppError({ code: "request.invalid", category: "config", message, details: { issues: told, count: issues.length } });
}

/** The document with connections named otherwise: by `role:shop` or by id. */
export function renameConnections(document: FlowDocument, names: ReadonlyMap<string, string>): FlowDocument {
  const nodes = document.nodes.map((node) => {
    const { connection } = node.config;
    const next = typeof connection === "string" ? names.get(connection) : undefined;
    return next === undefined ? node : { ...node, config: { ...node.config, connection: next } };
  });
  return { ...document, nodes };
}

/** Connections that flows name by id, outside the roles. */
export function directConnections(documents: readonly FlowDocument[]): string[] {
  const named = documents.flatMap(({ nodes }) => nodes.map(({ config }) => config.connection));
  return [...new Set(named.filter((name): name is string => typeof name === "string" && name.startsWith("con_")))];
}
