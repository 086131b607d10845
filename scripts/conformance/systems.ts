import type { ConformanceSystem } from "./harness";

/** Every sandbox that has recordings to answer for: one line per system. */
export const SYSTEMS: readonly ConformanceSystem[] = [];
