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
  const migrated = migrateDocument(stored, { migrations: MIGRATIONS, to: CURRENT_VERSION });
  const parsed = FlowDocumentSchema.safeParse(migrated);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(issue?.message ?? "not a flow document", { path: issue?.path.join(".") ?? "" });
}

/** Applies each step from the document's own version on. */
export function migrateDocument(stored: unknown, chain: { migrations: readonly Migration[]; to: number }): JsonObject {
  if (!isJsonObject(stored)) throw invalid("a flow document is an object", {});
  let document: JsonObject = stored;
  for (let version = versionOf(document); version !== chain.to; version = versionOf(document)) {
    const step = chain.migrations.find((migration) => migration.from === version);
    if (step === undefined) throw invalid(`this flow is of version ${version}, which this Passerelle cannot read`, { version });
    document = { ...step.migrate(document), schemaVersion: version + 1 };
  }
  return document;
}

function versionOf(document: JsonObject): number {
  const { schemaVersion } = document;
  if (typeof schemaVersion === "number" && Number.isInteger(schemaVersion) && schemaVersion > 0) return schemaVersion;
  throw invalid("a flow document says its schemaVersion", {});
}

function invalid(message: string, details: JsonObject): AppError {
  return new AppError({ code: "flow.invalid", category: "config", message, details });
}
