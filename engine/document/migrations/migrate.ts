import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** One step of the schema, in a file of its own: `v1-to-v2.ts`, with a document before and after as fixtures. */
export interface Migration {
  readonly from: number;
  readonly migrate: (document: JsonObject) => JsonObject;
}

/** In order, without a gap; the last leads to `CURRENT_VERSION`. There is no older schema yet. */
const MIGRATIONS: readonly Migration[] = [];
const CURRENT_VERSION = 1;

/** A stored or imported document as today's schema has it. Throws `flow.invalid`, with the first thing that is wrong. */
export function readFlowDocument(stored: unknown): FlowDocument {
  const migrated = migrateFlow(stored);
  const parsed = FlowDocumentSchema.safeParse(migrated);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(issue?.message ?? "not a flow document", { path: issue?.path.join(".") ?? "" });
}

/** A document through its migrations, not checked further. */
export function migrateFlow(stored: unknown): JsonObject {
  return migrateDocument(stored, { migrations: MIGRATIONS, to: CURRENT_VERSION });
}

interface Chain {
  readonly migrations: readonly Migration[];
  readonly to: number;
  /** Where the version stands; `schemaVersion` when left out. */
  readonly key?: string;
}

/** Applies each step from the document's own version on. */
export function migrateDocument(stored: unknown, { migrations, to, key = "schemaVersion" }: Chain): JsonObject {
  if (!isJsonObject(stored)) throw invalid("a document is an object", {});
  let document: JsonObject = stored;
  for (let version = versionOf(document, key); version !== to; version = versionOf(document, key)) {
    const step = migrations.find((migration) => migration.from === version);
    if (step === undefined) {
      throw invalid(`this is of version ${version}, which this Passerelle cannot read (it reads ${to})`, { version, path: key });
    }
    document = { ...step.migrate(document), [key]: version + 1 };
  }
  return document;
}

function versionOf(document: JsonObject, key: string): number {
  const version = document[key];
  if (typeof version === "number" && Number.isInteger(version) && version > 0) return version;
  throw invalid(`a document says its ${key}, a whole number from 1`, { path: key });
}

function invalid(message: string, details: JsonObject): AppError {
  return new AppError({ code: "flow.invalid", category: "config", message, details });
}
