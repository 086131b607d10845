import type { Option } from "@/components/ui/select";

/** What a form holds, by field name. */
export type FieldValue = string | number | boolean | readonly string[] | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A field as the server describes it, in the reader's language: of a connector's spec, or of a template's settings. */
export type FieldView = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required: boolean;
  readonly control:
    | { readonly type: "text"; readonly maxLength?: number }
    | { readonly type: "url" | "date" }
    | { readonly type: "number"; readonly min?: number; readonly max?: number }
    | { readonly type: "switch" }
    /** Written, never read back: `isSet` says whether one is stored. */
    | { readonly type: "secret"; readonly isSet: boolean }
    | { readonly type: "select"; readonly options: readonly Option[] }
    /** Values read from a system; `options` null = they could not be read. */
    | { readonly type: "lookup"; readonly options: readonly Option[] | null; readonly multiple: boolean };
  readonly visibleWhen?: { readonly name: string; readonly equals: readonly (string | boolean)[] };
};

export function isVisible(field: FieldView, values: FieldValues): boolean {
  const { visibleWhen } = field;
  if (!visibleWhen) return true;
  return visibleWhen.equals.some((value) => value === values[visibleWhen.name]);
}

export function isEmptyValue(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Names of the visible required fields that still have no value. */
export function missingFields(fields: readonly FieldView[], values: FieldValues): string[] {
  return fields
    .filter((field) => field.required && isVisible(field, values) && isEmptyValue(values[field.name]))
    .filter((field) => !(field.control.type === "secret" && field.control.isSet))
    .map((field) => field.name);
}

/** The fields whose value is not the one they started with. */
export function changedFields(before: FieldValues, after: FieldValues): string[] {
  return Object.keys(after).filter((name) => JSON.stringify(after[name] ?? null) !== JSON.stringify(before[name] ?? null));
}
