import type { StateName } from "@/components/ui/states";

export type ScheduleSpecView =
  | { readonly kind: "every"; readonly every: number; readonly unit: "minutes" | "hours" | "days" }
  | { readonly kind: "cron"; readonly cron: string };

export type ScheduleView = {
  readonly id: string;
  readonly flowId: string;
  readonly flow: string;
  readonly integration: string | null;
  readonly spec: ScheduleSpecView;
  readonly every: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly nextAt: string | null;
  readonly last: { readonly runId: string; readonly at: string; readonly state: StateName } | null;
};

export type ScheduleInput = { spec: ScheduleSpecView; timeZone: string; enabled: boolean; startAt?: string };

export type FlowChoice = { readonly value: string; readonly label: string };
