import type { FlowDocument } from "@/engine/document/schema";
import type { LocalizedText } from "@/lib/core/text";

/** An entry of the gallery: installing it makes an Integration whose flows are ordinary flows. */
export interface Template {
  /** Names the two systems: `prestashop-dolibarr`. */
  readonly id: string;
  readonly version: number;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  /** UI-02: what the integration keeps; commercial management when left out. */
  readonly profile?: "commercial" | "accounting";
  readonly roles: readonly TemplateRole[];
  readonly areas: readonly TemplateArea[];
  readonly settings: readonly TemplateSetting[];
  readonly tables: readonly TemplateTable[];
  /** In the order of a first synchronisation. */
  readonly flows: readonly TemplateFlow[];
  /** Ids of `integrations.md` this template honours. */
  readonly requirements: readonly string[];
}

export interface TemplateRole {
  /** What flows call it: `role:shop`. */
  readonly role: string;
  readonly title: LocalizedText;
  readonly connectors: readonly string[];
}

/** A toggle of the wizard: its flows, tables and settings are hidden when it is off. */
export interface TemplateArea {
  readonly key: string;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  readonly enabledByDefault: boolean;
}

export interface TemplateSetting {
  readonly key: string;
  readonly area?: string;
  readonly label: LocalizedText;
  readonly help?: LocalizedText;
  readonly requirements: readonly string[];
  readonly control:
    | { readonly type: "switch"; readonly default: boolean }
    | { readonly type: "text"; readonly default: string; readonly maxLength?: number }
    | { readonly type: "number"; readonly default: number; readonly min?: number; readonly max?: number }
    | { readonly type: "date"; readonly default: string | null }
    | {
        readonly type: "select";
        readonly default: string;
        readonly options: readonly { readonly value: string; readonly label: LocalizedText }[];
      }
    /** A value, or several, read from a connection's lookup. */
    | {
        readonly type: "lookup";
        readonly role: string;
        readonly lookup: string;
        readonly multiple: boolean;
        readonly default: string | readonly string[] | null;
      };
  /** Shown only when another setting has one of these values. */
  readonly visibleWhen?: { readonly key: string; readonly equals: readonly (string | boolean)[] };
}

export interface TemplateTable {
  /** `$map('taxes', …)`. */
  readonly key: string;
  readonly area?: string;
  readonly title: LocalizedText;
  readonly help?: LocalizedText;
  readonly requirements: readonly string[];
  readonly source: { readonly role: string; readonly lookup: string };
  readonly columns: readonly TemplateColumn[];
  /** What the template's flows tell with the value, so that a value may have rows of its own for some of it. */
  readonly conditions?: readonly TemplateCondition[];
}

/** `$map('paymentModes', {'value': module, 'currency': 'USD'})`: a row may hold for one currency only. */
export interface TemplateCondition {
  readonly fact: string;
  readonly title: LocalizedText;
  readonly lookup: { readonly role: string; readonly lookup: string };
  /** What the flows tell of an item of the look-up. */
  readonly by: "id" | "iso";
}

export interface TemplateColumn {
  /** `value` for a single column: `$map` then answers the value itself. */
  readonly key: string;
  readonly title: LocalizedText;
  readonly control:
    | { readonly type: "lookup"; readonly role: string; readonly lookup: string }
    | { readonly type: "select"; readonly options: readonly { readonly value: string; readonly label: LocalizedText }[] }
    | { readonly type: "switch" }
    | { readonly type: "text" };
  /** How a row is filled by auto-match: the first rule that finds exactly one value wins. */
  readonly autoMatch?: readonly AutoMatchRule[];
  /** For rows without a value and rows to come: a value, or the one the look-up has under a code, or its first. */
  readonly default: string | boolean | null | { readonly code: string } | { readonly first: true };
  readonly required: boolean;
}

export type AutoMatchRule =
  /** Equal rate, ISO code, code or name (case, accents and punctuation aside) of the two look-up items' `match`. */
  | "rate"
  | "iso"
  | "code"
  | "name"
  /** One label holds the other: « PayPal » and « Compte PayPal ». */
  | "contains"
  /** Known pairs: source id → code of the target. */
  | { readonly pairs: Readonly<Record<string, string>> }
  /** A boolean of the source item's `extra` decides. Several: the first flag that is true. */
  | {
      readonly flags: readonly { readonly flag: string; readonly value: string | boolean }[];
      readonly otherwise: string | boolean;
    };

export interface TemplateFlow {
  readonly key: string;
  readonly area: string;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  readonly document: FlowDocument;
  /** Names of its steps by node id; those of the document are the French ones. */
  readonly labels: Readonly<Record<string, LocalizedText>>;
  /** Set when the integration is made, switched off until the merchant turns it on. */
  readonly schedule?: { readonly every: number; readonly unit: "minutes" | "hours" | "days" };
  /** Instead: every night at that time, `03:00`, on from the beginning. For flows that write nothing. */
  readonly nightly?: string;
}

export function defineTemplate(template: Template): Template {
  return template;
}
