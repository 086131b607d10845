import { type Graph, graphOf } from "@/engine/document/graph";
import type { FlowDocument, FlowNode, Problem } from "@/engine/document/schema";
import type { NodeDefinition, NodeFormField } from "@/engine/nodes/contract";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { getPath } from "@/lib/core/json-path";

/** What a flow may refer to. */
export interface ValidationEnv {
  /** Connector id of each connection, by reference: `role:shop`, `con_…`. */
  readonly connections: Readonly<Record<string, string>>;
  /** Keys of the mapping tables. */
  readonly tables: readonly string[];
  /** Keys of the integration's settings; absent = not checked. */
  readonly settings?: readonly string[];
  /** What each connector offers, by connector id; one that is absent is not checked. */
  readonly catalogs?: Readonly<Record<string, ValidationCatalog>>;
}

export interface ValidationCatalog {
  readonly streams: readonly {
    readonly name: string;
    readonly modes: readonly ("read" | "create" | "update")[];
    /** JSON Schema of its records; absent = what is written to it is not checked. */
    readonly schema?: JsonObject;
  }[];
  readonly actions: readonly string[];
  /** How a record that may have been created can be found again; absent = not checked. */
  readonly idempotency?: "externalRef" | "naturalKey" | "none";
}

/** A flow under examination. */
export interface Validation {
  readonly document: FlowDocument;
  readonly env: ValidationEnv;
  readonly graph: Graph;
  /** Nodes that would run: notes and disabled ones left out. */
  readonly active: readonly FlowNode[];
  readonly byId: ReadonlyMap<string, FlowNode>;
}

export function createValidation(document: FlowDocument, env: ValidationEnv): Validation {
  return {
    document,
    env,
    graph: graphOf(document),
    active: document.nodes.filter((node) => !node.disabled && node.kind !== "note"),
    byId: new Map(document.nodes.map((node) => [node.id, node])),
  };
}

export function error(code: string, place: Omit<Problem, "code" | "severity">): Problem {
  return { code, severity: "error", ...place };
}

export function warning(code: string, place: Omit<Problem, "code" | "severity">): Problem {
  return { code, severity: "warning", ...place };
}

/** Every field of a node's form that its config fills, lists opened: `match.0.fields.1.value`. */
export function filledFields(node: FlowNode): { field: NodeFormField; path: string; value: unknown }[] {
  const definition: NodeDefinition = nodeDefinition(node.kind);
  return definition.form.flatMap((field) => fieldsOf(field, node.config, ""));
}

function fieldsOf(
  field: NodeFormField,
  config: JsonObject,
  prefix: string,
): { field: NodeFormField; path: string; value: unknown }[] {
  const value = getPath(config, field.path);
  const path = `${prefix}${field.path}`;
  if (field.control !== "list" || !Array.isArray(value)) return value === undefined ? [] : [{ field, path, value }];
  return value.flatMap((entry, index) =>
    isJsonObject(entry) ? (field.item ?? []).flatMap((item) => fieldsOf(item, entry, `${path}.${index}.`)) : [],
  );
}

/** Texts of a node that are expressions, blank ones left out. */
export function expressionsOf(node: FlowNode): { path: string; text: string }[] {
  return filledFields(node).flatMap(({ field, path, value }) =>
    field.control === "expression" && typeof value === "string" && value.trim() !== "" ? [{ path, text: value }] : [],
  );
}

/** Aliases a node adds to `$links`. */
export function aliasOf(node: FlowNode): string | undefined {
  const { alias, into, action } = node.config;
  if (node.kind === "write" || node.kind === "find") return typeof alias === "string" && alias !== "" ? alias : undefined;
  if (node.kind !== "action") return undefined;
  if (typeof into === "string" && into !== "") return into;
  return typeof action === "string" && action !== "" ? action : undefined;
}
