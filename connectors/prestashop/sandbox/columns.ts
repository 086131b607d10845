import { Decimal } from "@/lib/core/decimal";
import type { Json } from "@/lib/core/json";
import type { ColumnDefinition } from "./resources/definition";

const SCALES: Partial<Record<ColumnDefinition["type"], number>> = { decimal: 6, decimal2: 2, decimal3: 3 };

/** What the database keeps of a value: everything as text, as PDO hands it out, or null. */
export function storedValue(column: ColumnDefinition, value: Json | undefined): string | null {
  const given = value === undefined || value === null || value === false ? "" : String(value);
  if (given === "" && column.nullable) return null;
  if (given === "" && column.blank !== undefined) return column.blank;
  switch (column.type) {
    case "int":
      return String(toInteger(given));
    case "decimal":
    case "decimal2":
    case "decimal3":
      return (Decimal.parse(given) ?? Decimal.ZERO).toFixed(SCALES[column.type] ?? 6);
    case "datetime":
      if (given === "" || given === "0") return "0000-00-00 00:00:00";
      return given.length === 10 ? `${given} 00:00:00` : given;
    case "date":
      return given === "" || given === "0" ? "0000-00-00" : given.slice(0, 10);
    case "text":
      return given;
  }
}

/** PHP's `(int)`: the number a text begins with. */
export function toInteger(value: string): number {
  const match = /^\s*([+-]?\d+)/.exec(value);
  return match ? Number(match[1]) : 0;
}

/** A translated field as stored: a text for every language of the shop. */
export function storedTranslations(value: Json | undefined, languages: readonly string[]): { [language: string]: string } {
  const stored: { [language: string]: string } = {};
  const given = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  for (const language of languages) {
    const text = given[language];
    stored[language] = typeof text === "string" ? text : "";
  }
  return stored;
}
