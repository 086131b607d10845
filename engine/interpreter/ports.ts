import type {
  ConnectorLedger,
  CountRequest,
  DocumentLine,
  DocumentTotals,
  FindMatches,
  FindRequest,
  LookupPage,
  LookupRequest,
  ReadPage,
  ReadRequest,
  WriteOutcome,
  WriteRequest,
} from "@/connectors/contract";
import type { Item, ItemLink } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** How a run touches the world: `live` writes; `dry` reads for real and writes nothing; `test` runs on given samples. */
export type RunMode = "live" | "dry" | "test";

/** A connector bound to one connection: context, credentials, pacing and request count already inside. */
export interface BoundConnector {
  readonly connectionId: string;
  readonly connectorId: string;
  readonly title: string;
  readonly pageSize: number;
  readonly parallelWrites: number;
  /** Records one call to the target may write. */
  readonly writeBatch: number;
  readonly idempotency: "externalRef" | "naturalKey" | "none";
  /** Streams whose records are set, never created. */
  readonly repeatable?: readonly string[] | undefined;
  read(request: ReadRequest): Promise<ReadPage>;
  write(request: WriteRequest): Promise<WriteOutcome[]>;
  find(request: FindRequest): Promise<FindMatches[]>;
  lookup(request: LookupRequest): Promise<LookupPage>;
  /** Property of the stream's records that says when each was changed; absent where there is none. */
  changeField?(stream: string): Promise<string | undefined>;
  /** How many records a read would bring; null where only reading them would tell. */
  count?(request: CountRequest): Promise<number | null>;
  action(
    id: string,
    request: { targetId: string; externalRef: string; params: JsonObject; idempotencyKey: string; again?: true },
  ): Promise<WriteOutcome>;
  /** How the target totals a document, with its rounding settings read once; absent where it does not. */
  arithmetic?(): Promise<BoundArithmetic>;
  /** How its documents are compared; absent where it keeps none. */
  readonly ledger?: ConnectorLedger;
  /** Requests sent so far by this binding. */
  requests(): number;
}

/** The target's arithmetic bound to its settings. Pure. */
export interface BoundArithmetic {
  /** Decimals a unit price may have before the target rounds it. */
  readonly unitDecimals: number;
  totals(lines: readonly DocumentLine[], currencyRate?: string): DocumentTotals;
}

/** Evaluates JSONata, compiled once, in a worker; one result or one error per input, in order. */
export interface Evaluator {
  evaluate(expression: string, inputs: readonly EvaluationInput[]): Promise<EvaluationResult[]>;
}

export interface EvaluationInput {
  /** `$` of the expression. */
  readonly data: Json;
  /** `$links`, `$settings`, `$trigger`, `$run`, `$item`: bound by name. `$map` reads the run's tables. */
  readonly bindings: JsonObject;
}

export type EvaluationResult =
  | { readonly ok: true; readonly value: Json | undefined }
  | { readonly ok: false; readonly error: ErrorInfo };

/** A mapping table as the run sees it: frozen at the start of the run. */
export interface RunTable {
  readonly key: string;
  readonly rows: Readonly<Record<string, JsonObject>>;
  readonly fallback: JsonObject | null;
}

/** Where a link lives: one target record per (integration, alias, source key, target connection). */
export interface LinkScope {
  /** Integration id, or the flow's id for a flow outside any integration. */
  readonly owner: string;
  /** Source stream and key space: `shop:orders`. Flows of one integration share it, so a customer is linked once. */
  readonly sourceStream: string;
  readonly targetConnectionId: string;
  /** Target stream, or `action:<stream>:<id>`. */
  readonly targetStream: string;
}

export interface RecordLink {
  readonly key: string;
  readonly targetId: string;
  readonly targetRef: string;
  /** Of what was written: the whole hash or its beginning. */
  readonly contentHash: string;
  readonly data: JsonObject;
  /** What an attempt of this very run made of it, whose page was cut short before it was counted. */
  readonly done?: LinkedWrite;
}

/** A write that left a link, and the item it was done for: the same item, taken through the graph again, did it. */
export interface LinkedWrite {
  readonly item: string;
  readonly outcome: "created" | "updated";
}

/**
 * The exactly-one protocol: `open` before the call, `settle` after it. An intent found open by `open`
 * means an earlier attempt may have reached the target: ask it before creating anything.
 */
export interface LinkStore {
  load(scope: LinkScope, keys: readonly string[]): Promise<ReadonlyMap<string, RecordLink>>;
  /**
   * Blocks while another writer holds one of the keys, or one of `guards`: names of what no two writers may look for
   * and then create at once, such as a natural key. Then opens the intents.
   */
  open(
    scope: LinkScope,
    intents: readonly { key: string; contentHash: string }[],
    guards: readonly string[],
  ): Promise<OpenedIntents>;
  /** By target id, the source key that this owner has linked it to; ids nobody is linked to are absent. */
  holders(scope: LinkScope, targetIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What people answered when they were asked about these keys before; the newest answer of each. */
  answers(scope: LinkScope, keys: readonly string[]): Promise<ReadonlyMap<string, ReviewAnswer>>;
  /** Link (when there is one) and closing of the intent, in one transaction. */
  settle(scope: LinkScope, results: readonly Settlement[]): Promise<void>;
  /** Simulations only, in place of `settle`: what would be linked by now; `isNew` = the target has no such record yet. */
  remember?(scope: LinkScope, planned: readonly { link: RecordLink; isNew: boolean }[]): void;
}

export interface OpenedIntents {
  /** Keys that had an open intent already, each with the content hash of the attempt that left it (`""`: several differed). */
  readonly before: ReadonlyMap<string, string>;
  /** The links as they are now that nobody else can write them. */
  readonly links: ReadonlyMap<string, RecordLink>;
}

export type ReviewAnswer =
  /** None of the candidates there were: a record of its own. */
  | { readonly kind: "create"; readonly candidates: readonly string[] }
  /** Leave it, as long as it says the same. */
  | { readonly kind: "ignore"; readonly contentHash: string; readonly reason: string };

export type Settlement =
  | {
      readonly key: string;
      readonly status: "linked";
      readonly targetId: string;
      readonly targetRef: string;
      readonly contentHash: string;
      readonly data: JsonObject;
      /** Absent where nothing was written: it was there. */
      readonly done?: LinkedWrite;
    }
  /** The target refused it: nothing was created. */
  | { readonly key: string; readonly status: "refused" }
  /** No answer: the intent stays open. */
  | { readonly key: string; readonly status: "uncertain" };

/** What a node may use. Everything else is out of its reach. */
export interface NodeContext {
  readonly mode: RunMode;
  readonly runId: string;
  /** Integration id, or flow id. */
  readonly owner: string;
  readonly settings: JsonObject;
  readonly trigger: JsonObject;
  readonly startedAt: string;
  connector(ref: string): Promise<BoundConnector>;
  readonly evaluator: Evaluator;
  table(key: string): RunTable | undefined;
  readonly links: LinkStore;
  /** `shop:orders`: connection and stream the items of this driver come from. */
  readonly sourceStream: string;
  readonly signal: AbortSignal;
  /** Live test and dry runs: what a write node would have done with an item. */
  readonly plan: (item: Item, planned: PlannedWrite) => void;
  readonly now: () => Date;
  /** What `reconcile` nodes need; absent where there is nothing to compare with, as in a trial. */
  readonly reconcile?: ReconcilePort;
}

/** The flows of the same integration, asked what they would write now, and the place where differences are kept. */
export interface ReconcilePort {
  /** What the flow of that key would do with its source's records, as if none of its actions were done. */
  expect(flow: string, items: readonly Item[], ctx: NodeContext): Promise<Expectation>;
  /** Harmless to repeat with the same part. */
  report(part: ReconcilePart): Promise<void>;
}

export interface Expectation {
  /** By key of the record that was read, with what its children would write. */
  readonly writes: ReadonlyMap<string, readonly PlannedWrite[]>;
  /** Records the flow cannot do now, and why. */
  readonly failed: ReadonlyMap<string, ErrorInfo>;
  /** Records that changed after the flow ran last: it will bring them over by itself. */
  readonly waiting: ReadonlySet<string>;
  /** Origin of the links of these records: `shop:orders`. */
  readonly sourceStream: string;
  /** False where the flow never ran over everything: products and customers are not expected of it then. */
  readonly hasRun?: boolean;
}

/** What one page of a comparison found. */
export interface ReconcilePart {
  /** The same for the same page of the same run. */
  readonly id: string;
  readonly differences: readonly Difference[];
  readonly sums: readonly ReconcileSum[];
  /** Documents, or values, that were compared; records of them that wait for the next run of their flow. */
  readonly compared: number;
  readonly waiting: number;
}

export type DifferenceKind = "missing" | "extra" | "different" | "value";

export interface Difference {
  readonly kind: DifferenceKind;
  /** Stream and connection of the target. */
  readonly stream: string;
  readonly connectionId: string;
  /** Flow that mends it, and the key it is run with; null for what only the target has. */
  readonly flow: string | null;
  readonly key: string | null;
  readonly label: string;
  /** `""` where the target has never had one. */
  readonly targetId: string;
  readonly targetRef: string;
  /** `2026-01-31`; null for what has no date. */
  readonly day: string | null;
  readonly fields: readonly DifferentField[];
  readonly error?: ErrorInfo;
  /** It changed after its flow ran last, which will bring it over by itself. */
  readonly pending: boolean;
}

export interface DifferentField {
  /** `net`, `vat:20`, `paid`, `state`… */
  readonly field: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Documents of a day on one side. Amounts in the company's currency. */
export interface ReconcileSum {
  readonly side: "source" | "target";
  readonly stream: string;
  readonly day: string;
  readonly count: number;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly vatRates: readonly { readonly rate: string; readonly net: string; readonly vat: string }[];
}

export interface PlannedWrite {
  readonly nodeId: string;
  readonly alias: string;
  readonly stream: string;
  readonly outcome: "created" | "updated" | "unchanged" | "ignored" | "review";
  readonly before: JsonObject | null;
  readonly after: JsonObject;
  readonly link?: ItemLink;
}

/** Live: per-node progress of one page, for the canvas and the run page. */
export interface NodeTrace {
  readonly nodeId: string;
  readonly in: number;
  readonly out: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly ignored: number;
  readonly ms: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The verdict on one source record after all nodes of the page. */
export interface RecordOutcome {
  readonly key: string;
  readonly label: string;
  readonly outcome: OutcomeKind;
  readonly nodeId?: string;
  readonly targets: readonly {
    readonly alias: string;
    readonly stream: string;
    readonly id: string;
    readonly ref: string;
    readonly outcome: string;
  }[];
  readonly error?: ErrorInfo;
  readonly reason?: JsonObject;
  readonly review?: JsonObject;
  /** Input and output of each step for this record, truncated. */
  readonly steps: readonly { readonly nodeId: string; readonly input: JsonObject; readonly output: JsonObject | null }[];
}
