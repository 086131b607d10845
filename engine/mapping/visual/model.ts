/**
 * A mapping as the designer draws it: one rule per field of the target. It is never stored: `parseMapping` reads it from
 * the JSONata text of a node and `printMapping` writes it back.
 */
export interface VisualMapping {
  /** Named values computed before the fields: `$company := …;`, in their order. */
  readonly variables: readonly Variable[];
  readonly members: readonly Member[];
  /** The comment above the fields. */
  readonly note?: string;
}

/** `$name := text;` */
export interface Variable {
  readonly name: string;
  readonly text: string;
  /** The comment above it, without its marks. */
  readonly note?: string;
}

/** A field of the target and how its value comes about. */
export interface Member {
  readonly name: string;
  readonly rule: Rule;
  /** The comment above it, without its marks. */
  readonly note?: string;
}

/** `a.b[x = 1][0]`, `$links.customer.id`, `$` (no steps). */
export interface Source {
  /** Name of a variable without its `$`: `links`, `settings`, `` (the record itself), `$` (the whole record from inside a list). */
  readonly variable?: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  /** Texts between square brackets. */
  readonly filters: readonly string[];
}

export type Constant = string | number | boolean | null;

/** A rule that is written without brackets inside another one. */
export type SimpleRule =
  | { readonly kind: "field"; readonly source: Source }
  | { readonly kind: "constant"; readonly value: Constant };

export type Rule =
  | SimpleRule
  /** `$join([a, b][$ != ""], ", ")` */
  | { readonly kind: "join"; readonly parts: readonly SimpleRule[]; readonly separator: string; readonly skipEmpty: boolean }
  /** `a & " " & b` */
  | { readonly kind: "text"; readonly parts: readonly SimpleRule[] }
  /** `$map("taxes", $string(rate), null).code` */
  | {
      readonly kind: "table";
      readonly table: string;
      readonly source: Source;
      /** The value is made a text first, as the keys of tables are texts. */
      readonly asText: boolean;
      readonly column?: string;
      readonly fallback?: SimpleRule;
    }
  /** `$lookup({"fr": "fr_FR"}, lang)` */
  | { readonly kind: "lookup"; readonly pairs: readonly (readonly [string, Constant])[]; readonly source: Source }
  /** `value ?: fallback`: when the value is missing or empty. */
  | { readonly kind: "default"; readonly value: Rule; readonly fallback: Rule }
  /** `when ? then : when ? then : otherwise`; without `otherwise` the field is left out. */
  | { readonly kind: "conditional"; readonly cases: readonly Case[]; readonly otherwise?: Rule }
  /** `{…}`: a field with fields of its own, or one text per language. */
  | { readonly kind: "object"; readonly members: readonly Member[] }
  /** `[lines.{…}]`: one entry per entry of a list. */
  | {
      readonly kind: "each";
      readonly source: Source;
      readonly variables: readonly Variable[];
      readonly members: readonly Member[];
      readonly note?: string;
    }
  /** What cannot be drawn, as it is written. */
  | { readonly kind: "expression"; readonly text: string };

export type RuleKind = Rule["kind"];

export interface Case {
  readonly when: string;
  readonly gives: Rule;
}
