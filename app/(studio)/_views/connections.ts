import { checkText } from "@/app/(studio)/_views/home";
import { connectorOfId, systemOf } from "@/app/(studio)/_views/systems";
import type { CheckView, ConnectionView, ConnectorView } from "@/components/connections/types";
import type { FieldValue, FieldView } from "@/components/forms/fields";
import type { CheckResult, Connector, FormField } from "@/connectors/contract";
import type { ConnectionRow } from "@/db/queries/connections";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";

/** The form of a connector in one language; `secretNames` are those already stored. */
export function toConnectorView(connector: Connector, locale: Locale, secretNames: readonly string[] = []): ConnectorView {
  const { spec } = connector;
  return {
    id: spec.id,
    system: systemOf(spec.id),
    versions: spec.versions,
    docsUrl: spec.docsUrl,
    fields: spec.fields.map((field) => toFieldView(field, locale, secretNames)),
  };
}

function toFieldView(field: FormField, locale: Locale, secretNames: readonly string[]): FieldView {
  return {
    name: field.name,
    label: field.label[locale],
    help: field.help?.[locale],
    placeholder: field.placeholder,
    required: field.required,
    control: controlOf(field, locale, secretNames),
  };
}

function controlOf(field: FormField, locale: Locale, secretNames: readonly string[]): FieldView["control"] {
  if (field.control === "secret") return { type: "secret", isSet: secretNames.includes(field.name) };
  if (field.control !== "select") return { type: field.control };
  return {
    type: "select",
    options: (field.options ?? []).map((option) => ({ value: option.value, label: option.label[locale] })),
  };
}

export function toConnectionView(row: ConnectionRow, locale: Locale, usedBy: readonly string[]): ConnectionView | null {
  const connector = connectorOfId(row.connector);
  if (!connector) return null;
  const check = readCheck(row, locale);
  return {
    id: row.id,
    name: row.name,
    connector: toConnectorView(connector, locale, row.secretNames),
    address: addressOf(connector, row),
    sandbox: row.sandbox !== null,
    hasEvents: connector.webhook !== undefined,
    state: check === null ? "idle" : check.ok ? "ok" : "lost",
    check,
    usedBy,
    config: Object.fromEntries(Object.entries(row.config).filter(isFieldEntry)),
  };
}

/** What the system answered when it was last asked, from its stored JSON. */
function readCheck(row: ConnectionRow, locale: Locale): CheckView | null {
  const result = row.checkResult;
  if (!result || !row.checkedAt) return null;
  const problems = Array.isArray(result.problems) ? result.problems.filter(isJsonObject) : [];
  return {
    ok: result.ok === true,
    message: checkText(result, locale),
    version: typeof result.version === "string" ? result.version : undefined,
    at: row.checkedAt.toISOString(),
    problems: problems.map((problem) => ({
      severity: problem.severity === "error" || problem.severity === "warning" ? problem.severity : "info",
      message: localText(problem.message, locale) ?? "",
      advice: localText(problem.advice, locale),
      mend: readMend(problem.mend, locale),
    })),
  };
}

export function toCheckView(result: CheckResult, at: Date, locale: Locale): CheckView {
  return {
    ok: result.ok,
    message: result.message[locale],
    version: result.version,
    at: at.toISOString(),
    problems: result.problems.map((problem) => ({
      severity: problem.severity,
      message: problem.message[locale],
      advice: problem.advice?.[locale],
      mend: problem.mend && { id: problem.mend.id, label: problem.mend.label[locale] },
    })),
  };
}

function readMend(value: Json | undefined, locale: Locale): CheckView["problems"][number]["mend"] {
  if (!isJsonObject(value) || typeof value.id !== "string") return undefined;
  return { id: value.id, label: localText(value.label, locale) ?? value.id };
}

function localText(value: Json | undefined, locale: Locale): string | undefined {
  const text = isJsonObject(value) ? value[locale] : undefined;
  return typeof text === "string" ? text : undefined;
}

function addressOf(connector: Connector, row: ConnectionRow): string {
  const field = connector.spec.fields.find((one) => one.control === "url");
  const value = field && row.config[field.name];
  return typeof value === "string" ? value.replace(/^https?:\/\//, "") : "";
}

function isFieldEntry(entry: [string, Json]): entry is [string, Extract<FieldValue, string | number | boolean>] {
  return ["string", "number", "boolean"].includes(typeof entry[1]);
}
