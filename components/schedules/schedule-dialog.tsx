"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NextRuns } from "@/components/schedules/next-runs";
import { missingParts } from "@/components/schedules/spec-draft";
import { SpecFields } from "@/components/schedules/spec-fields";
import type { FlowChoice, ScheduleActions, ScheduleView } from "@/components/schedules/types";
import { Button } from "@/components/ui/button";
import { CheckRow } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateField } from "@/components/ui/date-field";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { TimeField } from "@/components/ui/time-field";
import { useAction } from "@/components/ui/use-action";
import { TIME_ZONES } from "@/components/ui/zones";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";

type DialogProps = {
  schedule: ScheduleView | null;
  flows: readonly FlowChoice[];
  timeZone: string;
  actions: ScheduleActions;
  onClose: () => void;
};

type Draft = { flowId: string; spec: ScheduleSpec; timeZone: string; day: string; time: string; enabled: boolean };

const FIRST: ScheduleSpec = { kind: "every", every: 15, unit: "minutes" };

function draftOf({ schedule, flows, timeZone }: DialogProps): Draft {
  const start = { day: "", time: "08:00" };
  if (!schedule) return { flowId: flows[0]?.value ?? "", spec: FIRST, timeZone, enabled: true, ...start };
  const { flowId, spec, enabled } = schedule;
  return { flowId, spec, timeZone: schedule.timeZone, enabled, ...start };
}

/** UI-35: which flow, when, in which time zone; the next runs are shown while it is written. */
export function ScheduleDialog(props: DialogProps) {
  const { schedule, flows, actions, onClose } = props;
  const t = useTranslations("schedules");
  const ui = useTranslations("ui");
  const [draft, setDraft] = useState(() => draftOf(props));
  const { save, remove, busy, input } = useScheduleActions(props, draft);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={schedule ? t("change") : t("add")}
      description={t("noOverlap")}
    >
      <div className="dialog-body form">
        <Field label={t("task")}>
          {(control) => (
            <Combobox
              {...control}
              value={draft.flowId}
              options={flows}
              empty={t("task")}
              clearable={false}
              disabled={schedule !== null}
              onValueChange={(flowId) => flowId && change({ flowId })}
            />
          )}
        </Field>
        <SpecFields spec={draft.spec} onChange={(spec) => change({ spec })} />
        {draft.spec.kind === "every" && (
          <div className="grid grid-cols-2 items-start gap-2">
            <Field label={t("startAt")} help={t("startAtHelp")}>
              {(control) => <DateField {...control} value={draft.day} onValueChange={(day) => change({ day })} />}
            </Field>
            <Field label={t("at")}>
              {(control) => (
                <TimeField
                  {...control}
                  disabled={draft.day === ""}
                  value={draft.day === "" ? "" : draft.time}
                  onValueChange={(time) => change({ time: time || draft.time })}
                />
              )}
            </Field>
          </div>
        )}
        <Field label={t("zone")}>
          {(control) => (
            <Combobox
              {...control}
              value={draft.timeZone}
              options={TIME_ZONES}
              empty={t("zone")}
              clearable={false}
              onValueChange={(zone) => zone && change({ timeZone: zone })}
            />
          )}
        </Field>
        <NextRuns input={input} preview={actions.preview} />
        <CheckRow checked={draft.enabled} onCheckedChange={(enabled) => change({ enabled })}>
          {t("enabled")}
        </CheckRow>
      </div>
      <DialogFoot
        onClose={onClose}
        action={ui("save")}
        busy={busy}
        disabled={draft.flowId === "" || missingParts(draft.spec).length > 0}
        onAction={save}
        isSticky
        aside={
          schedule && (
            <Button variant="quiet" className="mr-auto" disabled={busy} icon={<Trash2 className="icon" />} onClick={remove}>
              {t("remove")}
            </Button>
          )
        }
      />
    </Dialog>
  );
}

function useScheduleActions({ schedule, actions, onClose }: DialogProps, draft: Draft) {
  const t = useTranslations("schedules");
  const done = { done: t("saved"), onDone: onClose };
  const adding = useAction(actions.add, done);
  const changing = useAction(actions.change, done);
  const removing = useAction(actions.remove, { done: t("removed", { count: 1 }), onDone: onClose });
  const { flowId, spec, timeZone, enabled } = draft;
  const startAt = draft.day !== "" && spec.kind === "every" ? `${draft.day}T${draft.time}` : undefined;
  const input = { spec, timeZone, startAt };
  return {
    input,
    busy: adding.busy || changing.busy || removing.busy,
    save: () => (schedule ? changing.run({ ...input, enabled, id: schedule.id }) : adding.run({ ...input, enabled, flowId })),
    remove: () => schedule && removing.run({ ids: [schedule.id] }),
  };
}
