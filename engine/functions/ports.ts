import type { Watermark } from "@/connectors/contract";
import type { Passage } from "@/engine/interpreter/passage";
import type { Driver, Plan } from "@/engine/interpreter/plan";
import type { NodeContext, NodeTrace, PlannedWrite, RecordOutcome } from "@/engine/interpreter/ports";
import type { ItemPage } from "@/engine/interpreter/read-page";
import type { PageResult } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/**
 * `main` reads the driver's stream; `retry` reads again, by key, records that failed earlier.
 * Each has its own pages in the ledger.
 */
export type Pass = "main" | "retry";

export interface DriverPass {
  readonly nodeId: string;
  readonly pass: Pass;
}

export interface PageRef extends DriverPass {
  readonly runId: string;
  readonly page: number;
}

/** Name of a pass in the ledger and in step ids. */
export function passId({ nodeId, pass }: DriverPass): string {
  return pass === "main" ? nodeId : `${nodeId}~retry`;
}

/** `page`: the first one to do. `inline`: pages are steps of the run itself, not of chunks; for the short and hasty. */
export type BegunPass = DriverPass & { readonly page: number; readonly inline?: boolean };

export type Begun =
  /** Passes that are done are left out. */
  | { readonly state: "running"; readonly passes: readonly BegunPass[] }
  /** Another run of the flow is going on: this one is called when its turn comes. */
  | { readonly state: "waiting" }
  /** Ended or cancelled, or taken by another execution. */
  | { readonly state: "over" };

/** What a step returns to Inngest: a receipt, never a record. */
export interface PageReceipt {
  readonly page: number;
  readonly records: number;
  /** The pass ends with this page. */
  readonly last: boolean;
  /** `cancelled`, `paused`: nothing was committed. `threshold`: committed, and too many records have failed. */
  readonly stop?: "cancelled" | "threshold" | "paused";
  /** The next page may be done in the same step, or is under way already. */
  readonly burst?: boolean;
  /** Milliseconds since the epoch, when it was committed. */
  readonly at: number;
}

export type OpenedPage =
  | { readonly state: "done"; readonly receipt: PageReceipt }
  | { readonly state: "cancelled" | "paused" }
  | {
      readonly state: "open";
      readonly plan: Plan;
      readonly driver: Driver;
      readonly ctx: NodeContext;
      readonly cursor: Json | null;
      readonly since: Watermark | null;
      /** Records changed from then on are left out. */
      readonly until?: string;
      /** Keys the run was restricted to. */
      readonly keys?: readonly string[];
      /** Keys this run has done already in another pass. */
      readonly skip?: ReadonlySet<string>;
      /** Pass `retry`: exactly these keys make the page, and the cursor of the page after it (null = none). */
      readonly keyPage?: KeyPage;
      /** Instead of what the driver would read: events, each with its own `$trigger`. */
      readonly arrived?: Arrived;
      /** Records the run may still read. */
      readonly limit?: number;
      readonly samples: number;
      /** The same, of the pages after this one. */
      readonly laterSamples: number;
      /** Where the next page is kept that was read while this one was written. */
      readonly ahead: PageAhead;
      /** Dry runs: what write nodes would have done, by record key; filled through `ctx.plan`. */
      readonly planned: ReadonlyMap<string, readonly PlannedWrite[]>;
    };

export interface KeyPage {
  readonly keys: readonly string[];
  readonly next: Json | null;
  /** Records that are not read again: a person changed them, or the source does not give them twice. */
  readonly given: readonly { readonly key: string; readonly label: string; readonly data: JsonObject }[];
}

export interface Arrived {
  readonly events: readonly { readonly id: string; readonly payload: JsonObject }[];
  /** More may come: the pass does not end with this page. */
  readonly more: boolean;
}

/** The next page, read and maybe begun, in this process; lost with it, which costs a read: it is done again by its links. */
export interface PageAhead {
  page: AheadPage | undefined;
}

export interface AheadPage {
  readonly nodeId: string;
  readonly cursor: string;
  readonly read: Promise<ItemPage>;
  run?: BegunRun;
}

/** A page on its way through the graph. */
export interface BegunRun {
  readonly passage: Passage;
  readonly result: Promise<PageResult>;
  /** Nobody will ask for it: it ends before its next step. */
  stop(): void;
}

export interface PageCommit {
  readonly ref: PageRef;
  readonly outcomes: readonly RecordOutcome[];
  /** The page as it was read: of records that failed, what is kept to do them again. */
  readonly items: readonly Item[];
  readonly traces: readonly NodeTrace[];
  readonly planned: ReadonlyMap<string, readonly PlannedWrite[]>;
  readonly nextCursor: Json | null;
  readonly watermark: Watermark | null;
  /** Keys asked for by a `retry` page: those that did not come are not in the source any more. */
  readonly askedKeys?: readonly string[];
  /** Events this page did, with the keys of their records: done for good with it. */
  readonly events?: readonly { readonly id: string; readonly keys: readonly string[] }[];
  readonly timings: { readonly read: number; readonly run: number };
}

export type RunEnding =
  | { readonly status: "succeeded" }
  | { readonly status: "cancelled" }
  /** It waits, and goes on at its next page when the flow is resumed. */
  | { readonly status: "paused" }
  | { readonly status: "failed"; readonly error: ErrorInfo };

export type SendEvents = (events: readonly { id: string; name: string; data: Record<string, unknown> }[]) => Promise<void>;

/** Everything the functions need of the world; on Postgres in `lib/server/flow-services.ts`, in memory in tests. */
export interface FlowServices {
  /** Tells whoever traces that a piece of work of a run is done inside; see `lib/server/telemetry.ts`. */
  traced<T>(name: "step" | "page", work: PageRef, action: () => Promise<T>): Promise<T>;
  /** Takes the flow's turn for one execution; harmless to repeat by the same execution. */
  begin(input: { runId: string; executionId: string }): Promise<Begun>;
  /** Throws what makes the whole page impossible (a flow that cannot be planned, a connection that is gone). */
  openPage(ref: PageRef): Promise<OpenedPage>;
  /** Ledger, outcomes, counters, journal, reviews and dead letters, in one transaction. */
  commitPage(commit: PageCommit): Promise<PageReceipt>;
  /** Keeps the error with the page, for people; `willRetry`: it is tried again by itself. */
  failPage(input: { ref: PageRef; error: ErrorInfo; willRetry: boolean }): Promise<void>;
  /** A person stopped it, or it is over: what was cut short must not be tried again. */
  isStopped(runId: string): Promise<boolean>;
  /**
   * Closes the run, saves its watermarks when it succeeded, and gives the turn to the next one of its flow.
   * Harmless on a run that has ended. Without `error` a failed run takes that of its last page. `executionId`: only if
   * it is still that one which works on the run; absent = whichever does.
   */
  endRun(input: { runId: string; ending: RunEnding; executionId?: string }): Promise<void>;
  /** Starts a run for each schedule that is due; an occurrence inside a run is skipped (UI-41). Answers how many. */
  startDueSchedules(now: Date): Promise<number>;
  /** Sends what the outbox holds. Answers how many events. */
  relayOutbox(): Promise<number>;
  /** Sends the mails that are due. Answers how many. */
  sendMails(): Promise<number>;
  /**
   * Gives the turn to queued runs nobody will call. Runs on which nobody works any more go on at their next page, or are
   * closed when that did not help.
   */
  mendRuns(now: Date): Promise<{ readonly called: number; readonly resumed: number; readonly closed: number }>;
  /** One small batch of data past its age. True = there is more. */
  prune(now: Date): Promise<boolean>;
}
