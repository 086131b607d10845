import type { Figures } from "@/components/statistics/types";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** The end of the axis: 1, 2 or 5 times a power of ten, even so that its half is whole; never below what is drawn. */
export function niceTop(most: number): number {
  if (most <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10;
  return step * power;
}

type Scale = { readonly top: number; readonly height: number };

/** The parts of one bar, from the bottom up, in pixels from the top; an outcome that happened is never too thin to be seen. */
export function stackOf(figures: Figures, outcomes: readonly OutcomeKind[], { top, height }: Scale) {
  let bottom = height;
  return outcomes
    .filter((outcome) => figures[outcome] > 0)
    .map((outcome) => {
      const part = Math.max(1, (figures[outcome] * height) / top);
      bottom -= part;
      return { outcome, y: bottom, height: part };
    });
}
