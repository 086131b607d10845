import type { editor, languages, Position } from "monaco-editor/esm/vs/editor/editor.api.js";
import { fieldNames, placeAtEnd } from "@/components/mapping/completion-context";
import type { ExpressionScope } from "@/components/mapping/expression-scope";
import { LANGUAGE_ID, type Monaco } from "@/components/mapping/monaco";
import { type FunctionHelp, functionHelp } from "@/engine/mapping/catalog";
import type { Json, JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";

/** What the field that owns a text knows; read anew at each completion. */
export type CompletionSource = {
  readonly sample: JsonObject | undefined;
  readonly language: Locale;
  /** Bound names with what they stand for, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
  /** Kinds of values, in the reader's language. */
  readonly types: Readonly<Record<"string" | "number" | "boolean" | "object" | "list" | "null", string>>;
  readonly scope: ExpressionScope;
};

type Offer = Omit<languages.CompletionItem, "range">;
/** `typed`: how many signs before the cursor an offer stands for; absent = the word there. */
type Offers = { readonly offers: readonly Offer[]; readonly typed?: number };

const SOURCES = new WeakMap<editor.ITextModel, () => CompletionSource>();
let isRegistered = false;

/** What the field that owns a text knows, for those who help with it. */
export function sourceOf(model: editor.ITextModel): CompletionSource | undefined {
  return SOURCES.get(model)?.();
}

/** Values that names stand for, so that their fields can be followed. */
export function bindingsOf({ scope }: CompletionSource): Readonly<Record<string, Json>> {
  const settings = Object.fromEntries(scope.settings.map(({ value, label }) => [value, label]));
  return { item: { key: "", label: "", data: {} }, settings };
}

/** Offers fields, functions, bound names, settings and tables while `model` is written. */
export function offerCompletion(monaco: Monaco, model: editor.ITextModel, source: () => CompletionSource): void {
  SOURCES.set(model, source);
  if (isRegistered) return;
  isRegistered = true;
  monaco.languages.registerCompletionItemProvider(LANGUAGE_ID, {
    triggerCharacters: [".", "$", "(", "[", "{", '"', "'"],
    provideCompletionItems: async (written, position) => {
      const read = sourceOf(written);
      if (!read) return { suggestions: [] };
      const before = written.getValueInRange(new monaco.Range(1, 1, position.lineNumber, position.column));
      const { offers, typed } = await offersAt(monaco, before, read);
      const range = rangeOf(monaco, { written, position, typed });
      return { suggestions: offers.map((offer) => ({ ...offer, range })) };
    },
  });
}

type Typed = { written: editor.ITextModel; position: Position; typed: number | undefined };

function rangeOf(monaco: Monaco, { written, position, typed }: Typed) {
  const { lineNumber, column } = position;
  const word = written.getWordUntilPosition(position);
  const [start, end] = typed === undefined ? [word.startColumn, word.endColumn] : [column - typed, column];
  return new monaco.Range(lineNumber, start, lineNumber, end);
}

async function offersAt(monaco: Monaco, before: string, source: CompletionSource): Promise<Offers> {
  const { sample, language, names, scope } = source;
  const place = placeAtEnd(before, sample, bindingsOf(source));
  if (place.kind === "none") return { offers: [] };
  if (place.kind === "tables") return { offers: valueOffers(monaco, scope.tables), typed: place.written.length };
  if (place.kind === "tableValues")
    return { offers: valueOffers(monaco, await scope.tableValues(place.table)), typed: place.written.length };
  const fields = place.kind === "fields" ? fieldNames(place.of).map((name) => fieldOffer(monaco, name, place.of)) : [];
  const isFieldOnly = place.kind === "fields" && place.afterDot;
  return { offers: isFieldOnly ? fields : [...fields, ...nameOffers(monaco, names), ...functionOffers(monaco, language)] };
}

function valueOffers(monaco: Monaco, values: readonly { readonly value: string; readonly label: string }[]): Offer[] {
  return values.map(({ value, label }) => ({
    label: { label: value, description: label },
    kind: monaco.languages.CompletionItemKind.Value,
    insertText: value,
    filterText: `${value} ${label}`,
    sortText: "0",
  }));
}

function fieldOffer(monaco: Monaco, name: string, records: readonly JsonObject[]): Offer {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
  const value = records.find((record) => record[name] !== undefined)?.[name] ?? null;
  return {
    label: { label: name, description: excerptOf(value) },
    kind: monaco.languages.CompletionItemKind.Field,
    insertText: isPlain ? name : `\`${name}\``,
    sortText: "0",
  };
}

/** A value in the room of a list or a hint. */
export function excerptOf(value: Json, most = 40): string {
  const text = JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function nameOffers(monaco: Monaco, names: CompletionSource["names"]): Offer[] {
  return Object.entries(names).map(([name, description]) => ({
    label: { label: `$${name}`, description },
    kind: monaco.languages.CompletionItemKind.Variable,
    insertText: `$${name}`,
    sortText: "1",
  }));
}

function functionOffers(monaco: Monaco, language: Locale): Offer[] {
  return functionHelp().map((each) => ({
    label: `$${each.name}`,
    kind: monaco.languages.CompletionItemKind.Function,
    detail: each.signature,
    documentation: { value: wordsOf(each, language) },
    insertText: snippetOf(each),
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    sortText: each.group === "jsonata" ? "3" : "2",
  }));
}

/** What a function does, with an example, as Markdown. */
export function wordsOf({ description, example }: FunctionHelp, language: Locale): string {
  return example ? `${description[language]}\n\n\`${example}\`` : description[language];
}

/** The call, with the cursor between its brackets. */
export function snippetOf({ name, signature }: FunctionHelp): string {
  return signature.endsWith("()") ? `$${name}()` : `$${name}($0)`;
}
