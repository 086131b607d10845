import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** One case of JSONata's own suite, its expression and its data read. */
export interface SuiteCase {
  /** `group/file.json`, and its position when the file has several. */
  readonly name: string;
  readonly expression: string;
  readonly data: unknown;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
  /** Milliseconds and levels; the suite gives both or neither. */
  readonly timelimit: number | undefined;
  readonly depth: number | undefined;
}

export type Expected =
  | { readonly kind: "value"; readonly value: unknown; readonly isUnordered: boolean }
  | {
      readonly kind: "error";
      readonly code: string;
      readonly token: string | undefined;
      readonly message: string | undefined;
      readonly position: number | undefined;
    };

const Anything = z.unknown().optional();
const CaseSchema = z.looseObject({
  expr: z.string().optional(),
  "expr-file": z.string().optional(),
  data: Anything,
  dataset: z.string().nullish(),
  bindings: z.record(z.string(), z.unknown()).nullish(),
  result: Anything,
  undefinedResult: Anything,
  unordered: z.boolean().nullish(),
  code: z.string().nullish(),
  token: Anything,
  position: Anything,
  error: z.looseObject({ code: z.string(), message: Anything, token: Anything, position: Anything }).nullish(),
  timelimit: z.number().nullish(),
  depth: z.number().nullish(),
});
type RawCase = z.infer<typeof CaseSchema>;

/** Every case under `groups/` of a folder, in order of name; a case that cannot be read is one that says why. */
export function readSuite(folder: string): { cases: SuiteCase[]; unreadable: { name: string; why: string }[] } {
  const cases: SuiteCase[] = [];
  const unreadable: { name: string; why: string }[] = [];
  const root = existsSync(join(folder, "groups")) ? join(folder, "groups") : folder;
  for (const file of filesUnder(root, ".json")) {
    const name = file.slice(root.length + 1);
    if (basename(dirname(file)) === "datasets") continue;
    try {
      const content: unknown = JSON.parse(readFileSync(file, "utf8"));
      const list = Array.isArray(content) ? content : [content];
      for (const [index, raw] of list.entries()) {
        const each = Array.isArray(content) ? `${name}#${index}` : name;
        cases.push(caseOf(each, CaseSchema.parse(raw), { folder, file }));
      }
    } catch (thrown) {
      unreadable.push({ name, why: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }
  return { cases, unreadable };
}

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    });
}

function caseOf(name: string, raw: RawCase, at: { folder: string; file: string }): SuiteCase {
  const { expr, "expr-file": exprFile } = raw;
  if (expr === undefined && exprFile === undefined) throw new Error("a case without an expression");
  return {
    name,
    expression: expr ?? readFileSync(join(dirname(at.file), exprFile ?? ""), "utf8"),
    data: dataOf(raw, at.folder),
    bindings: raw.bindings ?? {},
    expected: expectedOf(raw),
    timelimit: raw.timelimit ?? undefined,
    depth: raw.depth ?? undefined,
  };
}

function dataOf(raw: RawCase, folder: string): unknown {
  if ("data" in raw) return raw.data;
  if (raw.dataset === null || raw.dataset === undefined) return undefined;
  return JSON.parse(readFileSync(join(folder, "datasets", `${raw.dataset}.json`), "utf8"));
}

function expectedOf(raw: RawCase): Expected {
  const isUnordered = raw.unordered === true;
  if ("undefinedResult" in raw) return { kind: "value", value: undefined, isUnordered };
  if ("result" in raw) return { kind: "value", value: raw.result, isUnordered };
  const error =
    raw.error ?? (typeof raw.code === "string" ? { code: raw.code, token: raw.token, position: raw.position } : undefined);
  if (error === undefined) throw new Error("a case without a result");
  const { code, token, position, message } = { message: undefined, ...error };
  return {
    ...{ kind: "error", code, token: typeof token === "string" ? token : undefined },
    ...{ message: typeof message === "string" ? message : undefined },
    ...{ position: typeof position === "number" ? position : undefined },
  };
}
