import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How far the old generation may outgrow what lives in it before it is collected, in percent. */
const GROWTH = 75;

/**
 * Pages of records live just long enough to count as old, and die there. V8 lets such a heap grow to four times what
 * lives in it before it looks: memory that a long run would take and keep. Less than twice costs a few hundredths of
 * its time. Until its first full collection V8 goes by a large first allowance instead, so that one is done here.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
