import { createContext, useContext } from "react";
import type { EditorChoices } from "@/components/canvas/editor-types";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

type Named = Pick<EditorChoices, "connections" | "actions" | "tables">;

const NONE: Named = { connections: [], actions: {}, tables: [] };
export const ChoicesContext = createContext<Named>(NONE);

/** The configuration as people read it: an action or a table by its title, not by its key. */
export function withTitles(config: FlowNode["config"], { connections, actions, tables }: Named): FlowNode["config"] {
  const { action, connection, table } = config;
  const named = typeof table === "string" ? tables.find(({ value }) => value === table)?.label : undefined;
  if (named) return { ...config, table: named };
  if (typeof action !== "string") return config;
  const connector = connections.find(({ value }) => value === connection)?.connector;
  const known = connector ? (actions[connector] ?? []) : Object.values(actions).flat();
  const title = known.find(({ value }) => value === action)?.label;
  return title ? { ...config, action: title } : config;
}

/** One line in words of what a node does. */
export function useSummary(node: FlowNode): string {
  const locale = useLanguage();
  return nodeDefinition(node.kind).summary(withTitles(node.config, useContext(ChoicesContext)), locale);
}
