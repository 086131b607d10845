import { placeAtEnd } from "@/components/mapping/completion-context";
import { bindingsOf, type CompletionSource, excerptOf, sourceOf, wordsOf } from "@/components/mapping/jsonata-completion";
import { LANGUAGE_ID, type Monaco } from "@/components/mapping/monaco";
import { functionHelp } from "@/engine/mapping/catalog";
import type { Json } from "@/lib/core/json";

type Hover = { readonly title: string; readonly words: string };

let isRegistered = false;

/** Says of the word under the pointer what it stands for: a function, a bound name, a field with its type and value. */
export function offerHover(monaco: Monaco): void {
  if (isRegistered) return;
  isRegistered = true;
  monaco.languages.registerHoverProvider(LANGUAGE_ID, {
    provideHover: (model, position) => {
      const source = sourceOf(model);
      const word = model.getWordAtPosition(position);
      if (!source || !word) return null;
      const { lineNumber } = position;
      const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn);
      const before = model.getValueInRange(new monaco.Range(1, 1, lineNumber, word.startColumn));
      const found = hoverOf(word.word, before, source);
      return found ? { range, contents: [{ value: `\`${found.title}\`` }, { value: found.words }] } : null;
    },
  });
}

/** `before`: the text up to the word. */
export function hoverOf(word: string, before: string, source: CompletionSource): Hover | undefined {
  if (word.startsWith("$")) return ofName(word.slice(1), source);
  const place = placeAtEnd(before, source.sample, bindingsOf(source));
  if (place.kind !== "fields") return undefined;
  const value = place.of.find((record) => record[word] !== undefined)?.[word];
  return value === undefined ? undefined : { title: `${word}: ${typeOf(value, source)}`, words: excerptOf(value, 200) };
}

function ofName(name: string, source: CompletionSource): Hover | undefined {
  const words = source.names[name];
  if (words !== undefined) return { title: `$${name}`, words };
  const found = functionHelp().find((each) => each.name === name);
  return found && { title: found.signature, words: wordsOf(found, source.language) };
}

function typeOf(value: Json, { types }: CompletionSource): string {
  if (value === null) return types.null;
  if (Array.isArray(value)) return types.list;
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" ? types[kind] : types.object;
}
