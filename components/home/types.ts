import type { StateName } from "@/components/ui/states";
import type { SystemBadge } from "@/components/ui/system-tile";

/** One thing that waits for a person: icon, word, cause, where to go. */
export type TodoView = {
  readonly state: "review" | "failed" | "lost" | "attention";
  readonly count: number;
  readonly cause: string;
  readonly foot?: string;
  readonly href: string;
};

/** How a day of an integration went; `none` = nothing ran. */
export type DayVerdict = "ok" | "none" | "failed";

export type HomeIntegration = {
  readonly id: string;
  readonly name: string;
  readonly from: SystemBadge;
  readonly to: SystemBadge;
  readonly systems: string;
  readonly state: StateName;
  readonly stateText?: string;
  /** Fourteen days, the last is today. */
  readonly days: readonly DayVerdict[];
  /** Records created or updated today. */
  readonly today: number;
  /** Next planned run, ISO; null = none. */
  readonly next: string | null;
};

export type RunCounts = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly failed: number;
  readonly review: number;
};

export type RunLine = {
  readonly id: string;
  readonly flow: string;
  readonly integration?: string;
  readonly state: StateName;
  /** ISO; the time it was asked for while it waits. */
  readonly at: string;
  readonly dry: boolean;
  /** From start to end; null while it goes on or waits. */
  readonly milliseconds: number | null;
  readonly counts: RunCounts;
};

/** Records created or updated, day by day, of one flow. */
export type Strip = { readonly key: string; readonly label: string; readonly days: readonly number[] };

export type NextSchedule = { readonly id: string; readonly at: string | null; readonly label: string; readonly every: string };
