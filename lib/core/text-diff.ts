export interface DiffLine {
  readonly text: string;
  /** Only this side has it. */
  readonly isOwn: boolean;
}

/** Longer texts are compared from their first and last lines inwards only. */
const MOST_LINES = 600;

/** The lines of two texts, those that only one of them has marked: as few of them as can be. */
export function diffLines(before: string, after: string): { before: DiffLine[]; after: DiffLine[] } {
  const [one, other] = [before.split("\n"), after.split("\n")];
  const start = sameUpTo(one, other, (lines, index) => lines[index]);
  const rest = Math.min(one.length, other.length) - start;
  const end = Math.min(
    rest,
    sameUpTo(one, other, (lines, index) => lines.at(-1 - index)),
  );
  const common = commonOf(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const mark = (lines: readonly string[], shared: ReadonlySet<number>) =>
    lines.map((text, index) => ({
      text,
      isOwn: index >= start && index < lines.length - end && !shared.has(index - start),
    }));
  return { before: mark(one, common.before), after: mark(other, common.after) };
}

function sameUpTo(
  one: readonly string[],
  other: readonly string[],
  at: (lines: readonly string[], index: number) => string | undefined,
): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && at(one, count) === at(other, count)) count += 1;
  return count;
}

/** Places of a longest run of lines that both have in the same order. */
function commonOf(one: readonly string[], other: readonly string[]): { before: Set<number>; after: Set<number> } {
  const found = { before: new Set<number>(), after: new Set<number>() };
  if (one.length > MOST_LINES || other.length > MOST_LINES) return found;
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const isSame = one[row] === other[column];
      lengths[row * width + column] = isSame ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    if (one[row] === other[column]) {
      found.before.add(row++);
      found.after.add(column++);
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}
