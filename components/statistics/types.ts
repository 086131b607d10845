import type { ErrorCategory } from "@/lib/core/errors";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** From the ground of a bar upwards: what was done, what asks for somebody, what needed nothing. */
export const STACKED = [
  "created",
  "updated",
  "review",
  "failed",
  "unchanged",
  "ignored",
] as const satisfies readonly OutcomeKind[];

/** `seconds`: from start to end, of runs that ended. */
export type Figures = Readonly<Record<OutcomeKind | "runs" | "failedRuns" | "seconds" | "requests", number>>;

export type DayFigures = { readonly day: string } & Figures;

export type StatisticsView = {
  readonly zone: string;
  readonly total: Figures;
  /** Every day of the period, the last is today. */
  readonly days: readonly DayFigures[];
  readonly flows: readonly ({ readonly id: string; readonly name: string; readonly integration: string | null } & Figures)[];
  /** `category`: a key of `statistics.categories`. */
  readonly failures: readonly { readonly category: ErrorCategory; readonly records: number; readonly runs: number }[];
  /** Records created or updated since the first of the month. */
  readonly month: { readonly name: string; readonly import: number; readonly export: number };
};

export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export type StatisticsFilters = {
  readonly integration: string;
  readonly direction: "" | "import" | "export";
  readonly area: string;
  readonly days: Period;
};

export const recordsOf = (figures: Figures): number => STACKED.reduce((sum, outcome) => sum + figures[outcome], 0);
