"use client";

import { useEffect, useRef, useState } from "react";
import type { MappingActions, MappingSample, PreviewResult } from "@/components/mapping/visual/types";
import type { VisualMapping } from "@/engine/mapping/visual/model";
import { previewTexts } from "@/engine/mapping/visual/preview";

/** Pause after the last edit before the preview is asked for. */
const QUIET_MS = 250;
const NOTHING: ReadonlyMap<string, PreviewResult> = new Map();

/** What the mapping gives for a sample, by field, evaluated on the server by the engine's own evaluator. */
export function usePreview(input: {
  flowId: string;
  mapping: VisualMapping | undefined;
  sample: MappingSample | undefined;
  preview: MappingActions["preview"];
}): { results: ReadonlyMap<string, PreviewResult>; isBusy: boolean } {
  const { flowId, mapping, sample, preview } = input;
  const [results, setResults] = useState(NOTHING);
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  useEffect(() => {
    turn.current += 1;
    const own = turn.current;
    if (!mapping || !sample) return setResults(NOTHING);
    const timer = setTimeout(async () => {
      setBusy(true);
      const links = JSON.parse(JSON.stringify(sample.links)) as Record<string, never>;
      const request = { flowId, sample: { ...sample, links }, expressions: previewTexts(mapping).slice(0, 400) };
      try {
        const answer = await preview(request);
        if (own === turn.current && answer.ok) setResults(new Map(answer.value.map((result) => [result.id, result])));
      } catch {
        // No answer came; the next edit asks again, and the last preview stays.
      } finally {
        if (own === turn.current) setBusy(false);
      }
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [flowId, mapping, sample, preview]);
  return { results, isBusy };
}
