import type { NodeKind } from "@/engine/document/schema";
import { action } from "@/engine/nodes/action/definition";
import { branch } from "@/engine/nodes/branch/definition";
import type { NodeDefinition } from "@/engine/nodes/contract";
import { document } from "@/engine/nodes/document/definition";
import { enrich } from "@/engine/nodes/enrich/definition";
import { filter } from "@/engine/nodes/filter/definition";
import { find } from "@/engine/nodes/find/definition";
import { mapTable } from "@/engine/nodes/map-table/definition";
import { note } from "@/engine/nodes/note/definition";
import { read } from "@/engine/nodes/read/definition";
import { reconcile } from "@/engine/nodes/reconcile/definition";
import { split } from "@/engine/nodes/split/definition";
import { stop } from "@/engine/nodes/stop/definition";
import { transform } from "@/engine/nodes/transform/definition";
import { triggerManual } from "@/engine/nodes/trigger-manual/definition";
import { triggerSchedule } from "@/engine/nodes/trigger-schedule/definition";
import { triggerWebhook } from "@/engine/nodes/trigger-webhook/definition";
import { write } from "@/engine/nodes/write/definition";

/** Every kind of node as the browser knows it, in the order of the palette. Total: forgetting one does not compile. */
export const NODE_DEFINITIONS = {
  "trigger-manual": triggerManual,
  "trigger-schedule": triggerSchedule,
  "trigger-webhook": triggerWebhook,
  read,
  enrich,
  find,
  transform,
  "map-table": mapTable,
  document,
  split,
  filter,
  branch,
  stop,
  write,
  action,
  reconcile,
  note,
} satisfies Record<NodeKind, unknown>;

/** The definition of a kind, whatever its config. */
export function nodeDefinition(kind: NodeKind): NodeDefinition {
  return NODE_DEFINITIONS[kind];
}
