import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { NodeKind } from "@/engine/document/schema";
import type { NodeContext } from "@/engine/interpreter/ports";
import type { Item, NodeFormField, NodeResult } from "@/engine/nodes/contract";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { runnerOf } from "@/engine/nodes/runners";
import { makeNode } from "@/engine/testing/flows";
import { schemaMisfits } from "@/engine/testing/json-schema";
import { createMemoryContext } from "@/engine/testing/memory-ports";
import type { JsonObject } from "@/lib/core/json";
import { LOCALES } from "@/lib/core/text";

export interface NodeSuiteInput {
  /** A complete config. */
  readonly config: JsonObject;
  /** Items the runner is tried on. */
  readonly items: readonly Item[];
  /** A new context for each run, so that a second run meets the same world. Default: one without connections. */
  readonly context?: () => NodeContext;
  /** Schema of the items' data, when `describeOutput` builds on it. */
  readonly input?: JsonObject;
}

/** What every kind of node keeps to. Called once by each `run.test.ts`, which adds what is its own. */
export function describeNode(kind: NodeKind, suite: NodeSuiteInput): void {
  const definition = nodeDefinition(kind);
  const node = makeNode("node", kind, suite.config);
  const run = (items: readonly Item[] = suite.items) => {
    const config = definition.config.parse(node.config);
    return runnerOf(kind).run({ node, config: deepFrozen(config), items, ctx: suite.context?.() ?? createMemoryContext() });
  };

  describe(`node ${kind}: definition`, () => {
    it("is the one of its kind, with an icon that exists", () => {
      expect(definition.kind).toBe(kind);
      expect(existsSync(`node_modules/lucide-react/dist/esm/icons/${definition.icon}.mjs`)).toBe(true);
    });

    it("has defaults that parse but for fields of its form that are still to be filled", () => {
      const parsed = definition.config.safeParse(definition.defaults);
      const fields = definition.form.map(({ path }) => path);
      const issues = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0] ?? ""));
      expect(issues.filter((path) => !fields.includes(path))).toEqual([]);
      expect(definition.config.safeParse(node.config)).toMatchObject({ success: true });
    });

    it("speaks French and English, with French spacing", () => {
      const texts = [definition.title, definition.description, ...definition.form.flatMap(textsOf)];
      for (const text of texts) {
        expect(text.en).not.toBe("");
        expect(text.fr).not.toMatch(/[ \u00a0][;:!?»]|«[ \u00a0]/);
      }
      for (const locale of LOCALES) expect(definition.summary(node.config, locale).length).toBeLessThanOrEqual(32);
    });

    it("has handles and a summary for a config that is not filled in", () => {
      for (const config of [{}, definition.defaults]) {
        expect(() => [
          definition.handles(config),
          definition.summary(config, "fr"),
          definition.summary(config, "en"),
        ]).not.toThrow();
      }
    });
  });

  describe(`node ${kind}: runner`, () => {
    it("leaves its input as it is and accounts for every item", async () => {
      const items = suite.items.map(deepFrozen);
      const result = await run(items);
      expect(items.filter((item) => !isAccountedFor(item, result))).toEqual([]);
    });

    it("does the same twice", async () => {
      expect(await run()).toEqual(await run());
    });

    it("uses only its own ways out, and fits what describeOutput says of them", async () => {
      const { emit } = await run();
      const known = definition.handles(node.config).outputs.map(({ id }) => id);
      const beside = kind === "note" ? ["out"] : [];
      expect(Object.keys(emit).filter((handle) => ![...known, ...beside].includes(handle))).toEqual([]);
      const schemas =
        definition.describeOutput?.(node.config, suite.input ?? { type: "object" }, { streamSchema: () => undefined }) ?? {};
      const misfits = Object.entries(emit).flatMap(([handle, items]) =>
        items.flatMap((item) => schemaMisfits(schemas[handle] ?? {}, item.data)),
      );
      expect(misfits).toEqual([]);
    });

    it("does nothing with nothing", async () => {
      const { emit, failed = [], ignored = [], review = [] } = await run([]);
      expect([...Object.values(emit).flat(), ...failed, ...ignored, ...review]).toEqual([]);
    });
  });
}

function textsOf(field: NodeFormField): { en: string; fr: string }[] {
  const { label, help, group, options = [], item = [] } = field;
  return [
    label,
    ...(help ? [help] : []),
    ...(group ? [group] : []),
    ...options.map((option) => option.label),
    ...item.flatMap(textsOf),
  ];
}

function isAccountedFor(item: Item, result: NodeResult): boolean {
  const emitted = Object.values(result.emit).flat();
  const told = [...(result.failed ?? []), ...(result.ignored ?? []), ...(result.review ?? [])].map((each) => each.item.key);
  return told.includes(item.key) || emitted.some(({ key }) => key === item.key || key.startsWith(`${item.key}#`));
}

/** Frozen all the way down: a runner that mutates its input throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}
