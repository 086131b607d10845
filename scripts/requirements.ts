// `npm run requirements [-- --json]`: every documented behaviour with the tests that name it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");
const ID = /\b(?:UI|EBP|PSM|WCM|SHM|MGM|CPT|CO|MCO|VT|PX|GEN)-\d{2,3}\b/g;
const TEST_CALLS = new Set(["it", "test", "describe"]);

/** Ids in the order of the catalogue; without it (it is not part of the project) those that tests and templates name. */
function knownIds(shown: ReadonlyMap<string, string[]>): string[] {
  const catalogue = resolve(root, "../shared/integrations.md");
  if (!existsSync(catalogue)) return [...shown.keys()].sort();
  // An entry is a list item `- **CO-01**` or a table row `| PSM-05 |`; anything else only refers to one.
  const ids = readFileSync(catalogue, "utf8").matchAll(/(?:\*\*|^\| ?)([A-Z]+-\d+)(?:\*\*|(?= ?\|))/gm);
  return [...new Set([...ids].flatMap((match) => match[1] ?? []))];
}

/** `CO-29, 30` and `CO-24…27` in prose are not expanded: a test names each id it shows. */
function titlesOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node, path: readonly string[]): void => {
    let here = path;
    if (ts.isCallExpression(node) && TEST_CALLS.has(nameOf(node.expression)) && node.arguments[0]) {
      const title = textOf(node.arguments[0]);
      if (title !== undefined) {
        here = [...path, title];
        if (nameOf(node.expression) !== "describe") titles.push(here.join(" › "));
      }
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, []);
  return titles;
}

/** `it`, `it.skipIf(…)`, `test.each(…)` are all calls of a test. */
function nameOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)) return nameOf(expression.expression);
  return "";
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText() : undefined;
}

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", "*.test.ts", "*.spec.ts"], {
  cwd: root,
  encoding: "utf8",
});
const shown = new Map<string, string[]>();
for (const file of files.split("\n").filter(Boolean)) {
  for (const title of titlesOf(file)) {
    for (const id of new Set(title.match(ID) ?? [])) shown.set(id, [...(shown.get(id) ?? []), `${file}: ${title}`]);
  }
}

const ids = knownIds(shown);
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(Object.fromEntries(ids.map((id) => [id, shown.get(id) ?? []])), null, 1));
} else {
  for (const id of ids) {
    const titles = shown.get(id);
    console.log(titles ? `${id}  ${titles.join("\n        ")}` : `${id}  –`);
  }
  console.log(JSON.stringify({ requirements: ids.length, shown: ids.filter((id) => shown.has(id)).length }));
}
