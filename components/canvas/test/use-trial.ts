"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { NodeTrialView, TrialActions, TrialItem, TrialRequest } from "@/components/canvas/editor-types";
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
  /** Tries a node alone, on what went into it the last time. */
  runAlone(nodeId: string): Promise<void>;
  /** From now on what came out of the node stands in for it in every try; false = the node is run again. */
  pin(nodeId: string, isOn: boolean): Promise<void>;
  of(nodeId: string): NodeTrialView | undefined;
  inputOf(nodeId: string): TrialItem | undefined;
}

const RECORDS = 5;

/** A try of the draft as it is on the screen, on live records that are only read, or on samples. */
export function useTrial(flowId: string, actions: TrialActions): Trial {
  const store = useEditorStore();
  const t = useTranslations("editor.try");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [nodes, setNodes] = useState<readonly NodeTrialView[]>([]);
  const [position, setPosition] = useState(0);
  const [samples, setSamples] = useState<readonly Sample[] | null>(null);
  const [source, setSource] = useState<Exclude<SampleSource, "pasted">>("live");
  const of = (nodeId: string) => nodes.find((node) => node.nodeId === nodeId);
  const lost = () => toast.error(errorText({ code: "store.unavailable", category: "transient", message: "", details: {} }));
  const ask = async (request: Partial<TrialRequest>, done: (nodes: readonly NodeTrialView[]) => void, quiet = false) => {
    setBusy(true);
    try {
      const { document } = store.getState();
      const result = await actions.tryFlow({ flowId, document, limit: RECORDS, ...request });
      if (result.ok) done(result.value.nodes);
      else if (!quiet) toast.error(errorText(result.error));
    } catch {
      lost();
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
    run: (nodeId, { quiet = false } = {}) =>
      ask(
        { ...(nodeId ? { nodeId } : {}), ...(samples ? { samples: [...samples] } : { source }) },
        (next) => {
          setNodes(next);
          setPosition(0);
        },
        quiet,
      ),
    runAlone: (nodeId) => {
      const inputs = of(nodeId)?.inputs ?? [];
      return ask({ nodeId, only: true, samples: inputs.map((item) => ({ ...item })) }, (next) =>
        setNodes([...nodes.filter((node) => node.nodeId !== nodeId), ...next]),
      );
    },
    pin: async (nodeId, isOn) => {
      const outputs = of(nodeId)?.outputs ?? {};
      try {
        const result = await (isOn ? actions.pin({ flowId, nodeId, outputs }) : actions.unpin({ flowId, nodeId }));
        if (!result.ok) return void toast.error(errorText(result.error));
        const { pins, setPins } = store.getState();
        setPins(isOn ? [...pins, nodeId] : [...pins].filter((id) => id !== nodeId));
        toast.success(t(isOn ? "pinned" : "unpinned"));
      } catch {
        lost();
      }
    },
    of,
    inputOf: (nodeId) => {
      const trial = of(nodeId);
      return trial?.inputs[position] ?? trial?.inputs[0];
    },
  };
}
