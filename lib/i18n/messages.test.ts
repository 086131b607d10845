import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { breaksFrenchSpacing } from "@/lib/i18n/french-spacing";
import en from "@/messages/en.json";
import fr from "@/messages/fr.json";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path: readonly string[] = []): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[[...path, key].join("."), value]] : [...leaves(value, [...path, key])],
    ),
  );
}

const english = leaves(en);
const french = leaves(fr);

/** Names between braces: what a text must be given. */
function argumentsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? ""))].sort();
}

/** Values put into the text as they are; the branch of a plural is no value. */
function shown(text: string): string[] {
  return [...text.matchAll(/(?<!(?:one|other|=\d+) )\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

describe("messages", () => {
  it("has the same keys in both languages", () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("shows in one language no value that the other does not know", () => {
    const strangers = (text: string, other: string) => shown(text).filter((name) => !argumentsOf(other).includes(name));
    const differing = [...english].filter(([key, text]) => {
      const translated = french.get(key) ?? "";
      return [...strangers(text, translated), ...strangers(translated, text)].length > 0;
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each([
    ["en", english],
    ["fr", french],
  ])("can be formatted: %s", (locale, texts) => {
    const broken: string[] = [];
    for (const [key, text] of texts) {
      const onError = () => void broken.push(key);
      const t = createTranslator({ locale, messages: { text }, onError });
      const tags = [...text.matchAll(/<(\w+)>/g)].map((match) => [match[1], (chunks: string) => chunks]);
      t.markup("text", Object.fromEntries([...argumentsOf(text).map((name) => [name, 1]), ...tags]));
    }
    expect(broken).toEqual([]);
  });

  it("puts a narrow no-break space before ; : ! ? and inside guillemets in French", () => {
    const wrong = [...french].filter(([, text]) => breaksFrenchSpacing(text));
    expect(wrong.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  it("writes the typographic apostrophe in both languages", () => {
    const wrong = [...english, ...french].filter(([, text]) => /\p{L}'\p{L}/u.test(text));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("knows every key that the code names", () => {
    const missing = usedKeys().filter(({ key }) => !english.has(key) && !isPrefix(key));
    expect(missing.map(({ key, file }) => `${key} (${file})`)).toEqual([]);
  });
});

function isPrefix(key: string): boolean {
  return [...english.keys()].some((known) => known.startsWith(`${key}.`));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [path] : [];
  });
}

/** Keys written out in `t("…")`: under the namespace of the translator of that name, where it has one. */
function usedKeys(): { key: string; file: string }[] {
  return ["app", "components"].flatMap(sources).flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return functionsOf(text).flatMap((part) => {
      const spaces = new Map<string, string>();
      for (const match of part.matchAll(/const (\w+) = useTranslations\((?:"([\w.]+)")?\)/g)) {
        spaces.set(match[1] ?? "", match[2] ?? "");
      }
      if (/const \{[^}]*\bt\b[^}]*\} = (await getIntl\(\)|intl)/.test(part)) spaces.set("t", "");
      return [...spaces].flatMap(([name, space]) =>
        [...part.matchAll(new RegExp(`(?<![\\w.])${name}(?:\\.rich|\\.has)?\\("([\\w.]+)"`, "g"))].map((match) => ({
          key: space === "" ? (match[1] ?? "") : `${space}.${match[1]}`,
          file,
        })),
      );
    });
  });
}

/** Top-level declarations: each has its own translators. */
function functionsOf(text: string): string[] {
  return text.split(/\n(?=(?:export )?(?:default )?(?:async )?(?:function|const) )/);
}
