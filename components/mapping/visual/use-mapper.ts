"use client";

import { useMemo, useState } from "react";
import type { MapperState } from "@/components/mapping/visual/mapper-context";
import { sourceTree, targetTree } from "@/components/mapping/visual/trees";
import type { MapperCoverage, MappingActions, MappingDescription, MappingSample } from "@/components/mapping/visual/types";
import { usePreview } from "@/components/mapping/visual/use-preview";
import { checkMapping, checkValue, type FieldProblem } from "@/engine/mapping/visual/check";
import { drawLine, removeRule, setRule } from "@/engine/mapping/visual/edit";
import { fieldAt, type RecordField } from "@/engine/mapping/visual/fields";
import type { VisualMapping } from "@/engine/mapping/visual/model";
import { type Path, wiresOf } from "@/engine/mapping/visual/origins";
import { parseMapping, parseRule } from "@/engine/mapping/visual/parse";
import { fieldId, WHOLE } from "@/engine/mapping/visual/preview";
import { printMapping } from "@/engine/mapping/visual/print";
import { type Suggestion, suggestLines } from "@/engine/mapping/visual/suggest";

const EMPTY: VisualMapping = { variables: [], members: [] };
const NO_SUGGESTIONS: readonly Suggestion[] = [];

export interface MapperInput {
  readonly flowId: string;
  readonly connection: string;
  readonly text: string;
  readonly onChange: (text: string, gesture?: string) => void;
  readonly readOnly: boolean;
  readonly isCreated: boolean;
  readonly description: MappingDescription;
  readonly samples: readonly MappingSample[];
  readonly position: number;
  readonly actions: MappingActions;
  readonly coverage: MapperCoverage;
}

export type Mapper = MapperState & {
  /** False: the text is no object with named fields, and is edited as text. */
  readonly isDrawable: boolean;
  readonly isBusy: boolean;
  readonly isSuggesting: boolean;
  suggest(on: boolean): void;
};

/** The state of the mapper. The text of the node is the truth: rules are read from it and written back to it. */
export function useMapper(input: MapperInput): Mapper {
  const { text, onChange, description, samples, position, readOnly } = input;
  const parsed = useMemo(() => parseMapping(text), [text]);
  const mapping = parsed ?? EMPTY;
  const source = useMemo(() => sourceTree(description, samples), [description, samples]);
  const target = useMemo(() => targetTree(description, mapping), [description, mapping]);
  const wires = useMemo(() => wiresOf(mapping), [mapping]);
  const sample = samples[Math.min(position, samples.length - 1)];
  const { results, isBusy } = usePreview({ flowId: input.flowId, mapping: parsed, text, sample, preview: input.actions.preview });
  const problems = useProblems({ mapping, target, results, input });
  const [selected, select] = useState<Path | null>(null);
  const [carried, carry] = useState<Path | null>(null);
  const offers = useSuggestions({ mapping, source, target, description });
  const write = (next: VisualMapping, gesture?: string) => {
    if (!readOnly && next !== mapping) onChange(printMapping(next), gesture);
  };
  const draw = (from: Path, to: Path) => {
    write(drawLine(mapping, { source: from, target: to }, { source, target }));
    select(to);
    carry(null);
  };
  return {
    ...{ mapping, description, source, target, wires, problems, sample, results, readOnly, isBusy },
    coverage: input.coverage,
    ...{ selected, select, carried, carry, draw },
    ...offers,
    isDrawable: parsed !== undefined,
    setRule: (path, rule, gesture) => write(setRule(mapping, path, rule), gesture),
    removeRule: (path) => write(removeRule(mapping, path)),
    accept: (suggestion) => {
      if (suggestion.rule) write(setRule(mapping, suggestion.target, suggestion.rule));
      else if (suggestion.source) draw(suggestion.source, suggestion.target);
      select(suggestion.target);
    },
    readLookup: async (lookup) => {
      const result = await input.actions.lookup({ flowId: input.flowId, connection: input.connection, lookup });
      return result.ok ? result.value : [];
    },
  };
}

/** What the rules and the schema tell, then what the sample's values tell of fields that can be evaluated. */
function useProblems({
  mapping,
  target,
  results,
  input,
}: {
  mapping: VisualMapping;
  target: readonly RecordField[];
  results: MapperState["results"];
  input: MapperInput;
}): FieldProblem[] {
  const { isCreated, description, coverage } = input;
  return useMemo(() => {
    const tables = description.tables.map((table) => table.key);
    const links = description.links.map(({ alias }) => alias);
    const fixed = description.target ? checkMapping({ mapping, target, isCreated, tables, links }) : [];
    const told = new Set(fixed.map((problem) => fieldId(problem.target)));
    const seen = [...results].flatMap(([id, { value, error }]) => {
      const field = id === WHOLE || told.has(id) ? undefined : fieldAt(target, id.split("/"));
      if (!field || error || field.readOnly) return [];
      const isEntry = field.path.length > 1 && Array.isArray(value) && field.type !== "list";
      return (isEntry ? value : [value]).flatMap((each) => checkValue(field, each)).slice(0, 1);
    });
    // What live records showed of a field stands beside what is known of it already.
    const shown = new Set([...fixed, ...seen].map((problem) => `${problem.code} ${fieldId(problem.target)}`));
    const live = coverage.problems.filter((problem) => !shown.has(`${problem.code} ${fieldId(problem.target)}`));
    return [...fixed, ...seen, ...live];
  }, [mapping, target, results, isCreated, description, coverage.problems]);
}

function useSuggestions({
  mapping,
  source,
  target,
  description,
}: {
  mapping: VisualMapping;
  source: readonly RecordField[];
  target: readonly RecordField[];
  description: MappingDescription;
}) {
  const [isSuggesting, suggest] = useState(false);
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const suggestions = useMemo(() => {
    if (!isSuggesting) return NO_SUGGESTIONS;
    const known = new Map(description.known.map(({ field, text }) => [field, parseRule(text)]));
    return suggestLines({ mapping, source, target, known }).filter(({ target: path }) => !refused.has(fieldId(path)));
  }, [isSuggesting, refused, mapping, source, target, description]);
  return {
    ...{ suggestions, isSuggesting, suggest },
    refuse: ({ target: path }: Suggestion) => setRefused(new Set([...refused, fieldId(path)])),
  };
}
