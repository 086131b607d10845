"use client";

import { useEffect, useRef, useState } from "react";
import type { MappingActions, MappingSample, PreviewResult } from "@/components/mapping/visual/types";
import type { VisualMapping } from "@/engine/mapping/visual/model";
import { previewTexts, WHOLE } from "@/engine/mapping/visual/preview";

/** Pause after the last edit before the preview is asked for. */
const QUIET_MS = 250;
const NOTHING: ReadonlyMap<string, PreviewResult> = new Map();

/** What the mapping gives for a sample, by field, evaluated on the server by the engine's own evaluator. */
export function usePreview(input: {
  flowId: string;
  mapping: VisualMapping | undefined;
  /** The whole text, for what is no object with named fields. */
  text: string;
  sample: MappingSample | undefined;
  preview: MappingActions["preview"];
}): { results: ReadonlyMap<string, PreviewResult>; isBusy: boolean } {
  const { flowId, mapping, text, sample, preview } = input;
  const [results, setResults] = useState(NOTHING);
  const [isBusy, setBusy] = useState(input.sample !== undefined);
  const turn = useRef(0);
  useEffect(() => {
    turn.current += 1;
    const own = turn.current;
    if (!sample || text.trim() === "") return setResults(NOTHING);
    setBusy(true);
    const timer = setTimeout(async () => {
      const links = JSON.parse(JSON.stringify(sample.links)) as Record<string, never>;
      const expressions = mapping ? previewTexts(mapping).slice(0, 400) : [{ id: WHOLE, text }];
      const request = { flowId, sample: { ...sample, links }, expressions };
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
  }, [flowId, mapping, text, sample, preview]);
  return { results, isBusy };
}
