import type { HandleSpec } from "@/engine/nodes/contract";

export const IN = "in";
export const OUT = "out";
export const NOT_FOUND = "notFound";
export const OTHERWISE = "otherwise";

const INPUT: readonly HandleSpec[] = [{ id: IN }];
const OUTPUT: readonly HandleSpec[] = [{ id: OUT }];

/** One way in, one way out: most nodes. */
export const THROUGH = { inputs: INPUT, outputs: OUTPUT } as const;
/** A beginning. */
export const ONLY_OUT = { inputs: [], outputs: OUTPUT } as const;
/** An end. */
export const ONLY_IN = { inputs: INPUT, outputs: [] } as const;
/** Beside the graph. */
export const NO_HANDLES = { inputs: [], outputs: [] } as const;
