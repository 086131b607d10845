/**
 * How many records a list holds that tells only whether there is one at a position, counted from 0. About twice log2 of the
 * answer questions; `step` is how far the first one looks.
 */
export async function countByAsking(isThere: (position: number) => Promise<boolean>, step = 1_000): Promise<number> {
  let low = 0;
  let stride = step;
  while (await isThere(low + stride - 1)) {
    low += stride;
    stride *= 2;
  }
  let high = low + stride - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await isThere(middle - 1)) low = middle;
    else high = middle - 1;
  }
  return low;
}
