import type { z } from "zod";
import type { FlowNode, NodeKind, Problem } from "@/engine/document/schema";
import type { NodeContext } from "@/engine/interpreter/ports";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

export type NodeCategory = "trigger" | "source" | "transform" | "control" | "destination";

/** What the browser needs of a node kind: no I/O, no server import. */
export interface NodeDefinition<Config extends JsonObject = JsonObject> {
  readonly kind: NodeKind;
  readonly version: number;
  readonly category: NodeCategory;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  /** Name of a lucide icon. */
  readonly icon: string;
  readonly config: z.ZodType<Config>;
  readonly defaults: JsonObject;
  readonly form: readonly NodeFormField[];
  /** Handles may depend on the config (one per branch). */
  handles(config: JsonObject): { readonly inputs: readonly HandleSpec[]; readonly outputs: readonly HandleSpec[] };
  /** One line of words for the card, at most 32 characters where it can. */
  summary(config: JsonObject, locale: "en" | "fr"): string;
  /** Problems the schema cannot say (unknown table, empty expression…). */
  check?(node: FlowNode, config: Config): Problem[];
  /** JSON Schema of one output record of each handle, from that of the input. Drives trees and completion. */
  describeOutput?(config: JsonObject, input: JsonObject, catalog: OutputCatalog): Record<string, JsonObject>;
}

export interface OutputCatalog {
  streamSchema(connection: string, stream: string): JsonObject | undefined;
}

export interface HandleSpec {
  readonly id: string;
  readonly label?: LocalizedText;
}

/** A hint of the form, as data. `control` decides the widget; a React panel overrides it only where needed. */
export interface NodeFormField {
  readonly path: string;
  readonly label: LocalizedText;
  readonly help?: LocalizedText;
  readonly control:
    | "text"
    | "textarea"
    | "number"
    | "switch"
    | "select"
    | "expression"
    | "connection"
    | "stream"
    | "action"
    | "table"
    | "fields"
    | "list"
    | "cron"
    | "json";
  readonly options?: readonly { readonly value: string; readonly label: LocalizedText }[];
  readonly visibleWhen?: { readonly path: string; readonly equals: readonly (string | boolean)[] };
  /** An `expression` that makes the record of another system: drawn in the mapper, or written. */
  readonly isMapping?: boolean;
  /** Fields of one entry when `control` is `list`. */
  readonly item?: readonly NodeFormField[];
  readonly group?: LocalizedText;
}

/** A record on its way through the plan. Never mutated: a node emits new items. */
export interface Item {
  /** Source key; children of a split add `#n`. */
  readonly key: string;
  readonly label: string;
  readonly data: JsonObject;
  /** What was written or found for it so far, by alias of the node: `$links.invoice.id`. */
  readonly links: Readonly<Record<string, ItemLink>>;
}

export interface ItemLink {
  readonly id: string;
  readonly ref: string;
  readonly outcome: "created" | "updated" | "unchanged" | "found";
  readonly stream: string;
  /** What the target answered, when later nodes need it. */
  readonly data?: JsonObject;
}

/** What one node makes of one page of items. Items in none of the three are passed over silently: that is a bug. */
export interface NodeResult {
  readonly emit: Readonly<Record<string, readonly Item[]>>;
  readonly failed?: readonly { readonly item: Item; readonly error: ErrorInfo }[];
  readonly ignored?: readonly { readonly item: Item; readonly reason: IgnoreReason }[];
  readonly review?: readonly { readonly item: Item; readonly question: ReviewQuestion }[];
}

export interface IgnoreReason {
  readonly code:
    | "filtered"
    | "stopped"
    | "onChangeIgnore"
    | "missingDependency"
    | "noBranch"
    | "notFound"
    /** A person said so when asked; `text` is why. */
    | "dismissed"
    /** A split found an empty list. */
    | "emptyList"
    /** Trials only: the node's output is pinned, and this record is not in it. */
    | "pinned"
    /** Comparisons: it differs; the shop has nothing to do with it. */
    | "differs"
    | "foreign"
    /** The record reached the end of the flow and no node had anything to write. */
    | "nothingToDo";
  readonly text?: string;
}

export interface ReviewQuestion {
  readonly stream: string;
  readonly candidates: readonly {
    readonly id: string;
    readonly label: string;
    readonly data?: JsonObject;
    /** Key of the source record it is linked to already. */
    readonly linkedTo?: string;
  }[];
  readonly record: JsonObject;
  /**
   * `uncertain`: an earlier write may have happened and the target cannot be asked. `taken`: what matches is linked to
   * another source record.
   */
  readonly reason: "ambiguous" | "uncertain" | "changed" | "taken";
  /** The link in question: not always that of the record on its way (the customer of an order). */
  readonly link: {
    readonly sourceStream: string;
    readonly targetConnectionId: string;
    readonly key: string;
    /** Of the record as it would be written; an answer to ignore it holds as long as it stays. */
    readonly contentHash: string;
  };
}

export interface NodeRunner<Config extends JsonObject = JsonObject> {
  run(input: {
    readonly node: FlowNode;
    readonly config: Config;
    readonly items: readonly Item[];
    readonly ctx: NodeContext;
  }): Promise<NodeResult>;
}
