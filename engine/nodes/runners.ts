import type { NodeKind } from "@/engine/document/schema";
import { actionRunner } from "@/engine/nodes/action/run";
import { branchRunner } from "@/engine/nodes/branch/run";
import type { NodeRunner } from "@/engine/nodes/contract";
import { documentRunner } from "@/engine/nodes/document/run";
import { enrichRunner } from "@/engine/nodes/enrich/run";
import { filterRunner } from "@/engine/nodes/filter/run";
import { findRunner } from "@/engine/nodes/find/run";
import { mapTableRunner } from "@/engine/nodes/map-table/run";
import { noteRunner } from "@/engine/nodes/note/run";
import { readRunner } from "@/engine/nodes/read/run";
import { reconcileRunner } from "@/engine/nodes/reconcile/run";
import { splitRunner } from "@/engine/nodes/split/run";
import { stopRunner } from "@/engine/nodes/stop/run";
import { transformRunner } from "@/engine/nodes/transform/run";
import { triggerManualRunner } from "@/engine/nodes/trigger-manual/run";
import { triggerScheduleRunner } from "@/engine/nodes/trigger-schedule/run";
import { triggerWebhookRunner } from "@/engine/nodes/trigger-webhook/run";
import { writeRunner } from "@/engine/nodes/write/run";

/** What every kind of node does with items. Total: forgetting one does not compile. */
const NODE_RUNNERS = {
  "trigger-manual": triggerManualRunner,
  "trigger-schedule": triggerScheduleRunner,
  "trigger-webhook": triggerWebhookRunner,
  read: readRunner,
  enrich: enrichRunner,
  find: findRunner,
  transform: transformRunner,
  "map-table": mapTableRunner,
  document: documentRunner,
  split: splitRunner,
  filter: filterRunner,
  branch: branchRunner,
  stop: stopRunner,
  write: writeRunner,
  action: actionRunner,
  reconcile: reconcileRunner,
  note: noteRunner,
} satisfies Record<NodeKind, unknown>;

/** The runner of a kind, whatever its config: the plan has parsed it. */
export function runnerOf(kind: NodeKind): NodeRunner {
  return NODE_RUNNERS[kind];
}
