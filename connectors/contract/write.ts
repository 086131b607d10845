import type { z } from "zod";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";
import type { ConnectorContext } from "./context";

export interface WriteRequest {
  readonly stream: string;
  readonly records: readonly WriteRecord[];
}

export interface WriteRecord {
  /** Source key; comes back in the outcome. */
  readonly key: string;
  /** Written to the target's external-reference field where it has one; unique per integration and source record. */
  readonly externalRef: string;
  /** Present = update that record; absent = create. */
  readonly targetId?: string;
  readonly data: JsonObject;
  /** Stable across retries of the same write. */
  readonly idempotencyKey: string;
}

export type WriteOutcome =
  | {
      readonly outcome: "created" | "updated" | "unchanged";
      readonly id: string;
      readonly ref?: string;
      readonly data?: JsonObject;
    }
  /** `uncertain`: the request was sent and no answer came; the engine must `find` before trying again. */
  | { readonly outcome: "failed"; readonly error: ErrorInfo; readonly uncertain: boolean };

export interface FindRequest {
  readonly stream: string;
  /** `externalRef`, or natural-key fields that must all be equal. */
  readonly by: "externalRef" | readonly string[];
  readonly candidates: readonly FindCandidate[];
}

export interface FindCandidate {
  readonly key: string;
  readonly externalRef: string;
  /** Values of the `by` fields (normalised by the connector), and whatever scopes the search (a payment's invoice). */
  readonly values: JsonObject;
}

export interface FindMatches {
  readonly key: string;
  /** Empty = not there; more than one = ambiguous: the engine asks a person. */
  readonly matches: readonly {
    readonly id: string;
    readonly ref?: string;
    readonly label?: string;
    readonly data?: JsonObject;
  }[];
}

export interface ConnectorAction<Config extends JsonObject = JsonObject> {
  readonly id: string;
  readonly title: LocalizedText;
  /** Stream of the record acted on. */
  readonly stream: string;
  readonly params: z.ZodType<JsonObject>;
  /** Doing it twice must be harmless or detected: answers `unchanged` when there was nothing to do. */
  run(ctx: ConnectorContext<Config>, request: ActionRequest): Promise<WriteOutcome>;
}

export interface ActionRequest {
  readonly targetId: string;
  readonly externalRef: string;
  readonly params: JsonObject;
  readonly idempotencyKey: string;
  /** An earlier attempt may have reached the target: one that adds something looks for it first. */
  readonly again?: true;
}
