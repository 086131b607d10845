import type { FlowDocument, Problem } from "@/engine/document/schema";
import type { FieldProblem } from "@/engine/mapping/visual/check";

/** What live records look up and give, counted: how far tables cover them, which fields do not take them. */
export interface CoverageView {
  /** Records read. */
  readonly records: number;
  readonly tables: readonly {
    readonly table: string;
    readonly nodeId: string | null;
    readonly records: number;
    readonly unmapped: number;
    readonly byDefault: number;
    readonly values: readonly { readonly code: string; readonly label: string; readonly records: number }[];
  }[];
  readonly fields: readonly {
    readonly nodeId: string;
    readonly problem: FieldProblem;
    readonly records: number;
    readonly of: number;
    readonly example: string;
  }[];
}

export interface CoverageRequest {
  readonly flowId: string;
  readonly document?: FlowDocument;
  readonly limit?: number;
}

const NAMED_VALUES = 3;

/** As problems of the flow, in the words of the list: those that would fail first. */
export function coverageProblems({ tables, fields }: CoverageView, titleOf: (table: string) => string): Problem[] {
  const open = tables.flatMap(({ table, nodeId, records, unmapped, byDefault, values }): Problem[] => {
    const names = values.slice(0, NAMED_VALUES).map(({ label }) => label);
    const params = {
      table: titleOf(table),
      total: String(records),
      names: `${names.join(", ")}${values.length > names.length ? "…" : ""}`,
    };
    const place = nodeId === null ? {} : { nodeId };
    return [
      ...(unmapped === 0
        ? []
        : [{ code: "live_unmapped", severity: "error" as const, ...place, params: { ...params, count: String(unmapped) } }]),
      ...(byDefault === 0
        ? []
        : [{ code: "live_default", severity: "warning" as const, ...place, params: { ...params, count: String(byDefault) } }]),
    ];
  });
  const unfit = fields.map(({ nodeId, problem, records, of, example }): Problem => {
    const field = problem.target.join(".");
    const params = { ...problem.params, field, count: String(records), total: String(of), example };
    return { code: `live_${problem.code}`, severity: problem.severity, nodeId, path: "record", params };
  });
  return [...open, ...unfit].sort((one, other) => Number(other.severity === "error") - Number(one.severity === "error"));
}
