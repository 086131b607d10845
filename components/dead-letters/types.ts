import type { Action } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

export type DeadLetterView = {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  readonly flow: string;
  readonly runId: string;
  readonly error: ErrorInfo;
  readonly attempts: number;
  readonly isEdited: boolean;
  readonly at: string;
  /** Not before then by itself; null = failed too often, a person must act. */
  readonly retryAt: string | null;
};

export type DeadLetterActions = {
  readonly retry: Action<{ ids: string[] }, { count: number }>;
  readonly dismiss: Action<{ ids: string[]; reason: string }, { count: number }>;
  /** `data` is null where the record was too large to be kept. */
  readonly read: Action<{ id: string }, { data: JsonObject | null }>;
  readonly edit: Action<{ id: string; data: JsonObject }, { runId: string }>;
};
