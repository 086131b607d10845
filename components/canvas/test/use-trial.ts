"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { EditorActions, NodeTrialView, TrialItem, TrialRequest } from "@/components/canvas/editor-types";
import { useErrorText } from "@/components/ui/error-text";

export type Sample = NonNullable<TrialRequest["samples"]>[number];
/** Where the records of a try come from. */
export type SampleSource = "live" | "lastRun" | "failed" | "pasted";

export interface Trial {
  readonly busy: boolean;
  readonly nodes: readonly NodeTrialView[];
  /** Which of the tried records is shown. */
  readonly position: number;
  readonly samples: readonly Sample[] | null;
  readonly source: SampleSource;
  setSource(source: Exclude<SampleSource, "pasted">): void;
  show(position: number): void;
  setSamples(samples: readonly Sample[] | null): void;
  /** Tries the whole flow, or up to a node. Nothing is written. */
  run(nodeId?: string, options?: { readonly quiet?: boolean }): Promise<void>;
  of(nodeId: string): NodeTrialView | undefined;
  inputOf(nodeId: string): TrialItem | undefined;
}

const RECORDS = 5;

/** A try of the draft as it is on the screen, on live records that are only read, or on samples. */
export function useTrial(flowId: string, tryFlow: EditorActions["tryFlow"]): Trial {
  const store = useEditorStore();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [nodes, setNodes] = useState<readonly NodeTrialView[]>([]);
  const [position, setPosition] = useState(0);
  const [samples, setSamples] = useState<readonly Sample[] | null>(null);
  const [source, setSource] = useState<Exclude<SampleSource, "pasted">>("live");
  const of = (nodeId: string) => nodes.find((node) => node.nodeId === nodeId);
  const run = async (nodeId?: string, { quiet = false }: { readonly quiet?: boolean } = {}) => {
    setBusy(true);
    try {
      const { document } = store.getState();
      const result = await tryFlow({
        flowId,
        document,
        limit: RECORDS,
        ...(nodeId ? { nodeId } : {}),
        ...(samples ? { samples: [...samples] } : { source }),
      });
      if (result.ok) {
        setNodes(result.value.nodes);
        setPosition(0);
      } else if (!quiet) {
        toast.error(errorText(result.error));
      }
    } catch {
      toast.error(errorText({ code: "store.unavailable", category: "transient", message: "", details: {} }));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    nodes,
    position,
    samples,
    source: samples ? "pasted" : source,
    setSource: (next) => {
      setSamples(null);
      setSource(next);
    },
    show: setPosition,
    setSamples,
    run,
    of,
    inputOf: (nodeId) => {
      const trial = of(nodeId);
      return trial?.inputs[position] ?? trial?.inputs[0];
    },
  };
}
