import { setFlagsFromString } from "node:v8";

/** How far the old generation may outgrow what lives in it before it is collected, in percent. */
const GROWTH = 100;

/**
 * Pages of records live just long enough to count as old, and die there. V8 lets such a heap grow to four times what
 * lives in it before it looks: memory that a long run would take and keep. Twice costs a few hundredths of its time.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
