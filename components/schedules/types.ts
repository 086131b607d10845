import type { StateName } from "@/components/ui/states";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";

export type ScheduleView = {
  readonly id: string;
  readonly flowId: string;
  readonly flow: string;
  readonly integration: string | null;
  readonly spec: ScheduleSpec;
  readonly every: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  /** `2026-01-31`: the first day that counts, or the one it was made on. */
  readonly startsOn: string;
  readonly nextAt: string | null;
  readonly last: { readonly runId: string; readonly at: string; readonly state: StateName } | null;
};

export type ScheduleInput = {
  spec: ScheduleSpec;
  timeZone: string;
  enabled: boolean;
  /** `YYYY-MM-DDTHH:MM` on the clocks of `timeZone`. */
  startAt?: string;
};

export type ScheduleActions = {
  add: (input: ScheduleInput & { flowId: string }) => ActionReply<{ id: string }>;
  change: (input: Partial<ScheduleInput> & { id: string }) => ActionReply;
  remove: (input: { ids: string[] }) => ActionReply;
  /** The next occurrences of a schedule that is being written. */
  preview: (input: Omit<ScheduleInput, "enabled">) => ActionReply<{ next: string[] }>;
};

type ActionReply<Value = unknown> = Promise<Result<Value, ErrorInfo>>;

export type FlowChoice = { readonly value: string; readonly label: string };
