import { defineRunner } from "@/engine/nodes/define-node";
import { OUT } from "@/engine/nodes/shared/handles";
import type { NoteConfig } from "./definition";

/** Beside the graph: the plan leaves notes out. */
export const noteRunner = defineRunner<NoteConfig>({
  run: async ({ items }) => ({ emit: { [OUT]: items } }),
});
