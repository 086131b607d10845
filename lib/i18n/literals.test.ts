import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
/** Read aloud or shown as they are. */
const TOLD = new Set(["aria-label", "title", "placeholder", "alt", "label", "description"]);
/** Names, keys and signs that are the same in every language. */
const SAME = /^(Passerelle|Ctrl [A-Z]|Ctrl|Esc|FR|EN|JSON|[A-Z]|00:00|https?:\S*)$/;

function components(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tsx"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Words a component shows that did not come from the messages. */
function literalsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (text: string) => {
    const words = text.trim();
    if (/\p{L}{2}/u.test(words) && !SAME.test(words)) found.push(`${relative(root, path)}: ${words}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (ts.isJsxAttribute(node) && TOLD.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer)) {
      note(node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("components", () => {
  it("show no words of their own: every text comes from the messages", () => {
    const paths = [...components("components"), ...components("app")];
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.flatMap(literalsOf)).toEqual([]);
  });
});
