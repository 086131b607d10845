"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ScheduleActions } from "@/components/schedules/schedules-view";
import { SpecFields } from "@/components/schedules/spec-fields";
import type { FlowChoice, ScheduleSpecView, ScheduleView } from "@/components/schedules/types";
import { Button } from "@/components/ui/button";
import { CheckRow } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";

type DialogProps = {
  schedule: ScheduleView | null;
  flows: readonly FlowChoice[];
  timeZone: string;
  actions: ScheduleActions;
  onClose: () => void;
};

type Draft = { flowId: string; spec: ScheduleSpecView; timeZone: string; startAt: string; enabled: boolean };

const FIRST: ScheduleSpecView = { kind: "every", every: 15, unit: "minutes" };

function draftOf({ schedule, flows, timeZone }: DialogProps): Draft {
  if (!schedule) return { flowId: flows[0]?.value ?? "", spec: FIRST, timeZone, startAt: "", enabled: true };
  const { flowId, spec, enabled } = schedule;
  return { flowId, spec, timeZone: schedule.timeZone, startAt: "", enabled };
}

export function ScheduleDialog(props: DialogProps) {
  const { schedule, flows, onClose } = props;
  const t = useTranslations("schedules");
  const [draft, setDraft] = useState(() => draftOf(props));
  const { save, remove, busy } = useScheduleActions(props, draft);
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
            <Select
              {...control}
              value={draft.flowId}
              options={flows}
              disabled={schedule !== null}
              onValueChange={(flowId) => change({ flowId })}
            />
          )}
        </Field>
        <SpecFields spec={draft.spec} onChange={(spec) => change({ spec })} />
        {draft.spec.kind === "every" && (
          <Field label={t("startAt")} help={t("startAtHelp")}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={draft.startAt}
                onChange={(event) => change({ startAt: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label={t("zone")}>
          {(control) => (
            <Combobox
              {...control}
              value={draft.timeZone}
              options={ZONES}
              empty={t("zone")}
              clearable={false}
              onValueChange={(zone) => zone && change({ timeZone: zone })}
            />
          )}
        </Field>
        <CheckRow checked={draft.enabled} onCheckedChange={(enabled) => change({ enabled })}>
          {t("enabled")}
        </CheckRow>
      </div>
      <DialogFoot isNew={schedule === null} busy={busy} onSave={save} onRemove={remove} onClose={onClose} />
    </Dialog>
  );
}

const ZONES = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));

function useScheduleActions({ schedule, actions, onClose }: DialogProps, draft: Draft) {
  const t = useTranslations("schedules");
  const done = { done: t("saved"), onDone: onClose };
  const adding = useAction(actions.add, done);
  const changing = useAction(actions.change, done);
  const removing = useAction(actions.remove, { done: t("removed"), onDone: onClose });
  const { flowId, spec, timeZone, enabled } = draft;
  const startAt = draft.startAt === "" || spec.kind === "cron" ? undefined : new Date(draft.startAt).toISOString();
  const input = { spec, timeZone, enabled, startAt };
  return {
    busy: adding.busy || changing.busy || removing.busy,
    save: () => (schedule ? changing.run({ ...input, id: schedule.id }) : adding.run({ ...input, flowId })),
    remove: () => schedule && removing.run({ id: schedule.id }),
  };
}

type FootProps = { isNew: boolean; busy: boolean; onSave: () => void; onRemove: () => void; onClose: () => void };

function DialogFoot({ isNew, busy, onSave, onRemove, onClose }: FootProps) {
  const t = useTranslations("schedules");
  const ui = useTranslations("ui");
  return (
    <div className="dialog-foot">
      {!isNew && (
        <Button variant="quiet" className="mr-auto" disabled={busy} icon={<Trash2 className="icon" />} onClick={onRemove}>
          {t("remove")}
        </Button>
      )}
      <Button variant="quiet" onClick={onClose}>
        {ui("cancel")}
      </Button>
      <Button variant="primary" busy={busy} onClick={onSave}>
        {ui("save")}
      </Button>
    </div>
  );
}
