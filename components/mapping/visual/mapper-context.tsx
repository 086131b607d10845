"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { MapperCoverage, MappingDescription, MappingSample, PreviewResult } from "@/components/mapping/visual/types";
import type { FieldProblem } from "@/engine/mapping/visual/check";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, VisualMapping } from "@/engine/mapping/visual/model";
import type { Path, Wire } from "@/engine/mapping/visual/origins";
import type { Suggestion } from "@/engine/mapping/visual/suggest";

/** Everything the parts of the mapper share. */
export interface MapperState {
  readonly mapping: VisualMapping;
  readonly description: MappingDescription;
  readonly source: readonly RecordField[];
  readonly target: readonly RecordField[];
  readonly wires: readonly Wire[];
  readonly problems: readonly FieldProblem[];
  readonly sample: MappingSample | undefined;
  readonly results: ReadonlyMap<string, PreviewResult>;
  readonly readOnly: boolean;
  readonly coverage: MapperCoverage;
  /** The field of the target whose rule is shown. */
  readonly selected: Path | null;
  select(path: Path | null): void;
  /** A field of the source picked up with the keyboard, or dragged: it waits for its target. */
  readonly carried: Path | null;
  carry(path: Path | null): void;
  draw(source: Path, target: Path): void;
  setRule(target: Path, rule: Rule, gesture?: string): void;
  removeRule(target: Path): void;
  readonly suggestions: readonly Suggestion[];
  accept(suggestion: Suggestion): void;
  refuse(suggestion: Suggestion): void;
  readLookup(lookup: string): Promise<readonly { readonly value: string; readonly label: string }[]>;
}

const MapperContext = createContext<MapperState | null>(null);

export function MapperProvider({ value, children }: { value: MapperState; children: ReactNode }) {
  return <MapperContext value={value}>{children}</MapperContext>;
}

export function useMapper(): MapperState {
  const state = useContext(MapperContext);
  if (!state) throw new Error("The mapper's parts live inside MapperProvider");
  return state;
}
