import type { NodeDefinition, NodeRunner } from "@/engine/nodes/contract";
import type { JsonObject } from "@/lib/core/json";

/** Types a node's definition by its config schema; nothing else. */
export function defineNode<Config extends JsonObject>(definition: NodeDefinition<Config>): NodeDefinition<Config> {
  return definition;
}

/** Types a node's runner by its config; nothing else. */
export function defineRunner<Config extends JsonObject>(runner: NodeRunner<Config>): NodeRunner<Config> {
  return runner;
}
