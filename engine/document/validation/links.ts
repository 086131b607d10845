import { ancestorsOf } from "@/engine/document/graph";
import type { FlowNode, Problem } from "@/engine/document/schema";
import { Lru } from "@/engine/mapping/lru";
import { referencesOf } from "@/engine/mapping/references";
import { checkMapping } from "@/engine/mapping/visual/check";
import { isPassThrough, parseMapping } from "@/engine/mapping/visual/parse";
import { canonicalJson } from "@/lib/core/json";
import { aliasOf, error, expressionsOf, type Validation, warning } from "./context";

/** What nodes say of each other: aliases, links, tables and settings in expressions, two writes of one record. */
export function checkLinks(validation: Validation): Problem[] {
  return validation.active.flatMap((node) => {
    const before = nodesBefore(validation, node);
    const aliases = new Set(before.flatMap((each) => aliasOf(each) ?? []));
    return [
      ...checkAlias(node, before),
      ...checkTarget(node, aliases),
      ...checkTwoWrites(node, before),
      ...checkIdentity(validation, node),
      ...checkReferences(validation, node, aliases),
    ];
  });
}

function nodesBefore({ graph, byId }: Validation, node: FlowNode): FlowNode[] {
  return [...ancestorsOf(graph, node.id)].flatMap((id) => byId.get(id) ?? []).filter((each) => !each.disabled);
}

/**
 * Two nodes on one way with one alias: the second would hide the result of the first. Find, then write what was found,
 * is one thing, as is a record created here and brought up to date there.
 */
function checkAlias(node: FlowNode, before: readonly FlowNode[]): Problem[] {
  const alias = aliasOf(node);
  const isNamed = node.kind === "write" || node.kind === "find" || typeof node.config.into === "string";
  const isFoundFirst = (each: FlowNode) =>
    each.kind === "find" && node.kind === "write" && each.config.stream === node.config.stream;
  const isTaken = before.some((each) => aliasOf(each) === alias && !isFoundFirst(each) && !isTakenUp(node, each));
  if (alias === undefined || !isNamed || !isTaken) return [];
  return [error("duplicate_alias", { nodeId: node.id, path: node.kind === "action" ? "into" : "alias", params: { alias } })];
}

function checkTarget(node: FlowNode, aliases: ReadonlySet<string>): Problem[] {
  const { target } = node.config;
  if (node.kind !== "action" || typeof target !== "string" || target === "" || aliases.has(target)) return [];
  return [error("unknown_alias", { nodeId: node.id, path: "target", params: { alias: target } })];
}

/** Both would own the one link between the source record and the target stream. */
function checkTwoWrites(node: FlowNode, before: readonly FlowNode[]): Problem[] {
  if (node.kind !== "write") return [];
  const target = targetOf(node);
  const first = before.find((each) => each.kind === "write" && targetOf(each) === target && !isTakenUp(node, each));
  return first === undefined
    ? []
    : [error("duplicate_target", { nodeId: node.id, path: "stream", params: { node: first.label ?? first.id } })];
}

/** The same record under the same name, by a node that only updates it, or acts on a condition of its own. */
function isTakenUp(node: FlowNode, earlier: FlowNode): boolean {
  const isSame = earlier.kind === "write" && node.kind === "write" && targetOf(earlier) === targetOf(node);
  return isSame && aliasOf(earlier) === aliasOf(node) && (node.config.mode === "update" || typeof node.config.when === "string");
}

/** After a lost reply nobody could tell whether the record is there: each such record would wait for a person. */
function checkIdentity({ env }: Validation, node: FlowNode): Problem[] {
  const { connection, match } = node.config;
  const connector = typeof connection === "string" ? env.connections[connection] : undefined;
  const idempotency = connector === undefined ? undefined : env.catalogs?.[connector]?.idempotency;
  const hasRule = Array.isArray(match) && match.length > 0;
  if (node.kind !== "write" || idempotency === undefined || idempotency === "externalRef" || hasRule) return [];
  return [warning("no_identity", { nodeId: node.id, path: "match" })];
}

function targetOf({ config }: FlowNode): string {
  return canonicalJson([config.connection ?? "", config.stream ?? "", config.identity ?? null]);
}

/** The same texts are asked again at each edit. */
const REFERENCES = new Lru<ReturnType<typeof referencesOf>>(2_000);

function knownReferences(text: string): ReturnType<typeof referencesOf> {
  const known = REFERENCES.get(text) ?? referencesOf(text);
  REFERENCES.set(text, known);
  return known;
}

/** The fields of a mapping in which an alias is named; none for any other text. */
function fieldsWith(text: string, alias: string): string[] {
  const mapping = isPassThrough(text) ? undefined : parseMapping(text);
  if (!mapping || mapping.variables.some((variable) => knownReferences(variable.text).links.includes(alias))) return [];
  const problems = checkMapping({ mapping, target: [], isCreated: false, tables: [], links: [] });
  const named = problems.filter(({ code, params }) => code === "unknownLink" && params?.name === alias);
  return named.map(({ target }) => target.join("."));
}

function checkReferences({ env }: Validation, node: FlowNode, aliases: ReadonlySet<string>): Problem[] {
  return expressionsOf(node).flatMap(({ path, text }) => {
    const { links, settings, tables } = knownReferences(text);
    const place = (name: string) => ({ nodeId: node.id, path, params: { name } });
    const missing = links.filter((alias) => !aliases.has(alias));
    return [
      ...missing.flatMap((alias) => {
        const fields = fieldsWith(text, alias);
        if (fields.length === 0) return [warning("unknown_link", place(alias))];
        return fields.map((field) => warning("unknown_link_field", { ...place(alias), params: { name: alias, field } }));
      }),
      ...tables.filter((table) => !env.tables.includes(table)).map((table) => error("unknown_table", place(table))),
      ...settings.filter((key) => env.settings?.includes(key) === false).map((key) => warning("unknown_setting", place(key))),
    ];
  });
}
