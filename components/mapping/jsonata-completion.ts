import type { editor, languages } from "monaco-editor/esm/vs/editor/editor.api.js";
import { fieldNames, placeAtEnd } from "@/components/mapping/completion-context";
import { LANGUAGE_ID, type Monaco } from "@/components/mapping/monaco";
import { BUILT_IN_FUNCTIONS, FUNCTION_LIBRARY } from "@/engine/mapping/catalog";
import type { Json, JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";

/** What the field that owns a text knows; read anew at each completion. */
export type CompletionSource = {
  readonly sample: JsonObject | undefined;
  readonly language: Locale;
  /** Bound names with what they stand for, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
};

type Offer = Omit<languages.CompletionItem, "range">;

const SOURCES = new WeakMap<editor.ITextModel, () => CompletionSource>();
const ITEM: Json = { key: "", label: "", data: {} };
let isRegistered = false;

/** Offers fields, functions and bound names while `model` is written. */
export function offerCompletion(monaco: Monaco, model: editor.ITextModel, source: () => CompletionSource): void {
  SOURCES.set(model, source);
  if (isRegistered) return;
  isRegistered = true;
  monaco.languages.registerCompletionItemProvider(LANGUAGE_ID, {
    triggerCharacters: [".", "$", "(", "[", "{"],
    provideCompletionItems: (written, position) => {
      const read = SOURCES.get(written);
      const word = written.getWordUntilPosition(position);
      const { lineNumber } = position;
      const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn);
      const before = written.getValueInRange(new monaco.Range(1, 1, lineNumber, position.column));
      return { suggestions: read ? offersAt(monaco, before, read()).map((offer) => ({ ...offer, range })) : [] };
    },
  });
}

function offersAt(monaco: Monaco, before: string, source: CompletionSource): Offer[] {
  const { sample, language, names } = source;
  const place = placeAtEnd(before, sample, { item: ITEM });
  if (place.kind === "none") return [];
  const fields = place.kind === "fields" ? fieldNames(place.of).map((name) => fieldOffer(monaco, name, place.of)) : [];
  const isFieldOnly = place.kind === "fields" && place.afterDot;
  return isFieldOnly ? fields : [...fields, ...nameOffers(monaco, names), ...functionOffers(monaco, language)];
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

function excerptOf(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
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
  const ours = FUNCTION_LIBRARY.map((each) => ({ ...each, example: each.example.expression }));
  const known = new Set(ours.map(({ name }) => name));
  const builtIn = BUILT_IN_FUNCTIONS.filter(({ name }) => !known.has(name)).map((each) => ({ ...each, example: undefined }));
  return [...ours, ...builtIn].map(({ name, signature, description, example }) => ({
    label: `$${name}`,
    kind: monaco.languages.CompletionItemKind.Function,
    detail: signature,
    documentation: { value: example ? `${description[language]}\n\n\`${example}\`` : description[language] },
    insertText: signature.endsWith("()") ? `$${name}()` : `$${name}($0)`,
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    sortText: example ? "2" : "3",
  }));
}
