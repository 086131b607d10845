import type { FlowNode, Problem } from "@/engine/document/schema";
import { checkExpression } from "@/engine/mapping/check-expression";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { getPath } from "@/lib/core/json-path";
import { error, expressionsOf, filledFields, type Validation } from "./context";

/** Each node on its own: its schema, its expressions, the connections, tables, streams and actions it names. */
export function checkConfigs(validation: Validation): Problem[] {
  return validation.active.flatMap((node) => [
    ...checkSchema(node),
    ...checkExpressions(node),
    ...checkNames(validation, node),
    ...checkCatalog(validation, node),
  ]);
}

function checkSchema(node: FlowNode): Problem[] {
  const definition = nodeDefinition(node.kind);
  const parsed = definition.config.safeParse(node.config);
  if (parsed.success) return definition.check?.(node, parsed.data) ?? [];
  return parsed.error.issues.map((issue) => {
    const path = issue.path.join(".");
    const value = getPath(node.config, path);
    const isMissing = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    return error(isMissing ? "config_missing" : "config_invalid", { nodeId: node.id, path });
  });
}

/** Nodes are immutable, and most of a flow stays as it is from one edit to the next. */
const CHECKED = new WeakMap<FlowNode, Problem[]>();

function checkExpressions(node: FlowNode): Problem[] {
  const known = CHECKED.get(node) ?? findWrongExpressions(node);
  CHECKED.set(node, known);
  return known;
}

function findWrongExpressions(node: FlowNode): Problem[] {
  return expressionsOf(node).flatMap(({ path, text }) => {
    const wrong = checkExpression(text);
    if (wrong === undefined) return [];
    const { position, token, code } = wrong.details;
    const params = {
      message: wrong.message,
      position: String(position ?? 0),
      token: String(token ?? ""),
      code: String(code ?? ""),
      ...(wrong.advice ?? { en: wrong.message, fr: wrong.message }),
    };
    return [error("expression_invalid", { nodeId: node.id, path, params })];
  });
}

function checkNames({ env }: Validation, node: FlowNode): Problem[] {
  return filledFields(node).flatMap(({ field, path, value }) => {
    if (typeof value !== "string" || value === "") return [];
    const place = { nodeId: node.id, path, params: { name: value } };
    if (field.control === "connection" && env.connections[value] === undefined) return [error("unknown_connection", place)];
    return field.control === "table" && !env.tables.includes(value) ? [error("unknown_table", place)] : [];
  });
}

function checkCatalog({ env }: Validation, node: FlowNode): Problem[] {
  const { connection, mode } = node.config;
  const connector = typeof connection === "string" ? env.connections[connection] : undefined;
  const catalog = connector === undefined ? undefined : env.catalogs?.[connector];
  if (catalog === undefined) return [];
  return filledFields(node).flatMap(({ field, path, value }) => {
    if (typeof value !== "string" || value === "") return [];
    const place = { nodeId: node.id, path, params: { name: value } };
    if (field.control === "action") return catalog.actions.includes(value) ? [] : [error("unknown_action", place)];
    if (field.control !== "stream") return [];
    const action = ACTION_DONE.exec(value)?.[1];
    if (action !== undefined) return catalog.actions.includes(action) ? [] : [error("unknown_action", place)];
    const stream = catalog.streams.find(({ name }) => name === value);
    if (stream === undefined) return [error("unknown_stream", place)];
    return canDo(node, stream.modes, mode) ? [] : [error("stream_mode", place)];
  });
}

/** Where a join asks what an action was already done with: `action:<stream>:<action>`. */
const ACTION_DONE = /^action:[^:]+:(.+)$/;

/** What may exist without being read (an enrich looks up, a find asks) is left to the connector. */
function canDo(node: FlowNode, modes: readonly string[], mode: unknown): boolean {
  if (node.kind === "read") return modes.includes("read");
  if (node.kind !== "write") return true;
  if (mode === "update") return modes.includes("update");
  return modes.includes("create");
}
