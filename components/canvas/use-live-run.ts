"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { z } from "zod";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { NodeActivity } from "@/components/canvas/editor-store";

const SnapshotSchema = z.object({
  run: z.object({ id: z.string(), status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]) }),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      status: z.string(),
      in: z.number(),
      failed: z.number(),
      ms: z.number(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
});

export interface LiveRun {
  readonly runId: string | null;
  readonly isRunning: boolean;
  follow(runId: string): void;
}

/** Follows a run of this flow: each step's numbers move on the canvas until it is over. */
export function useLiveRun(initial: string | null): LiveRun {
  const store = useEditorStore();
  const router = useRouter();
  const [runId, setRunId] = useState(initial);
  const [isRunning, setRunning] = useState(initial !== null);
  useEffect(() => {
    if (runId === null) return;
    const events = new EventSource(`/api/v1/runs/${runId}/events`);
    const onSnapshot = (event: MessageEvent<string>) => {
      const { run, nodes } = SnapshotSchema.parse(JSON.parse(event.data));
      const isOver = run.status !== "queued" && run.status !== "running";
      store.getState().setActivity(Object.fromEntries(nodes.map((node) => [node.nodeId, toActivity(node, !isOver)])));
      if (!isOver) return;
      events.close();
      setRunning(false);
      router.refresh();
    };
    events.addEventListener("run", onSnapshot);
    return () => events.close();
  }, [runId, store, router]);
  return {
    runId,
    isRunning,
    follow: (id) => {
      setRunId(id);
      setRunning(true);
    },
  };
}

function toActivity(node: z.infer<typeof SnapshotSchema>["nodes"][number], runGoesOn: boolean): NodeActivity {
  return {
    in: node.in,
    counts: node.counts,
    out: node.counts,
    failed: node.failed,
    ms: node.ms,
    isRunning: runGoesOn && node.status === "running",
  };
}
