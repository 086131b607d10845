import type { Action } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

export const KINDS = ["missing", "extra", "different", "value"] as const;
export type Kind = (typeof KINDS)[number];

export type DifferenceLine = {
  readonly id: string;
  readonly kind: Kind;
  readonly stream: string;
  readonly label: string;
  readonly targetRef: string;
  /** `2026-01-31` */
  readonly day: string | null;
  readonly fields: readonly { readonly field: string; readonly expected: string | null; readonly actual: string | null }[];
  readonly error: ErrorInfo | null;
  /** Its flow will bring it over by itself. */
  readonly pending: boolean;
  readonly isMending: boolean;
  /** A run, or setting it aside in the target, makes it right; anything else waits for a person. */
  readonly isMendable: boolean;
  readonly isWithdrawable: boolean;
  /** Too much in the target: a person may say which order it belongs to. */
  readonly isLinkable: boolean;
  /** Its order is no longer in the shop. */
  readonly isOrphan: boolean;
  /** A mend left it as it was. */
  readonly isTried: boolean;
  readonly page: string | null;
};

/** Amounts are decimal strings in the company's currency. */
type Side = { readonly count: number; readonly net: string; readonly vat: string; readonly gross: string };
type Rate = { readonly net: string; readonly vat: string };

export type SummaryView = {
  readonly runId: string;
  readonly isRunning: boolean;
  readonly hasFailed: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: string;
  readonly compared: number;
  readonly waiting: number;
  readonly streams: readonly { readonly stream: string; readonly source: Side; readonly target: Side }[];
  readonly days: readonly { readonly stream: string; readonly day: string; readonly source: Side; readonly target: Side }[];
  readonly rates: readonly { readonly stream: string; readonly rate: string; readonly source: Rate; readonly target: Rate }[];
};

export type ReconcileActions = {
  readonly start: Action<{ id: string; from?: string; to?: string }, { runId: string }>;
  readonly mend: Action<{ ids: string[] }, { count: number }>;
  readonly link: Action<{ id: string; order: string }, { key: string }>;
  readonly dismiss: Action<{ ids: string[]; reason: string }, { count: number }>;
};
