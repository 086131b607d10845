import type { ConnectionInput, ConnectorView } from "@/components/connections/types";
import { type FieldValue, type FieldValues, isEmptyValue, isVisible, missingFields } from "@/components/forms/fields";
import type { ErrorInfo } from "@/lib/core/errors";

/** Why a field cannot be sent: a key under `connections.form`. */
export type FieldFault = "required" | "badUrl" | "refused";
export type Faults = Readonly<Record<string, FieldFault>>;

/** `boutique.example.com` as people paste it becomes an address; what is none stays as it is. */
export function tidyUrl(text: string): string {
  const typed = text.trim();
  if (typed === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || /\s/.test(typed)) return typed;
  return `https://${typed}`;
}

function isUrl(value: FieldValue | undefined): boolean {
  return typeof value === "string" && /^https?:\/\/[^\s/]+/i.test(value) && URL.canParse(value);
}

export function findFaults(connector: ConnectorView, name: string, values: FieldValues): Faults {
  const faults: Record<string, FieldFault> = {};
  if (name.trim() === "") faults.name = "required";
  for (const field of missingFields(connector.fields, values)) faults[field] = "required";
  for (const field of connector.fields) {
    const value = values[field.name];
    if (field.control.type === "url" && isVisible(field, values) && !isEmptyValue(value) && !isUrl(value)) {
      faults[field.name] = "badUrl";
    }
  }
  return faults;
}

/** The fields the server refused, from the paths of its answer: `config.url`, `secrets.key`. */
export function refusedFields(error: ErrorInfo, connector: ConnectorView): Faults {
  const issues = Array.isArray(error.details.issues) ? error.details.issues : [];
  const names = issues.flatMap((issue) => {
    const path = typeof issue === "object" && issue !== null && "path" in issue ? String(issue.path) : "";
    const name = path.split(".")[1] ?? "";
    return connector.fields.some((field) => field.name === name) ? [name] : [];
  });
  return Object.fromEntries(names.map((name) => [name, "refused" as const]));
}

/** Config and secrets apart; an empty secret is left out, so that a stored one stays. */
export function toInput(connector: ConnectorView, name: string, values: FieldValues): ConnectionInput {
  const config: ConnectionInput["config"] = {};
  const secrets: ConnectionInput["secrets"] = {};
  for (const field of connector.fields) {
    const value = values[field.name];
    if (value === undefined || value === null || value === "" || typeof value === "object") continue;
    // Keys are pasted: a blank at an end is none of theirs.
    const text = typeof value === "string" ? value.trim() : value;
    if (field.control.type === "secret") secrets[field.name] = String(text);
    else config[field.name] = text;
  }
  return { connector: connector.id, name: name.trim(), config, secrets };
}
