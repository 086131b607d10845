"use client";

import { useTimeZone, useTranslations } from "use-intl";
import { CalendarFields } from "@/components/schedules/calendar-fields";
import { startSpec, TRIGGERS, triggerOf } from "@/components/schedules/spec-draft";
import { todayIn } from "@/components/ui/calendar";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";

const UNITS = ["minutes", "hours", "days"] as const;

type SpecProps = { spec: ScheduleSpec; onChange: (spec: ScheduleSpec) => void };

/** UI-36: the trigger first, then what it asks for. */
export function SpecFields({ spec, onChange }: SpecProps) {
  const t = useTranslations("schedules");
  const today = todayIn(useTimeZone() ?? "UTC");
  const trigger = triggerOf(spec);
  return (
    <>
      <Field label={t("kind")}>
        {(control) => (
          <Select
            {...control}
            value={trigger}
            options={TRIGGERS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
            onValueChange={(next) => {
              const chosen = TRIGGERS.find((one) => one === next);
              if (chosen && chosen !== trigger) onChange(startSpec(chosen, today, spec));
            }}
          />
        )}
      </Field>
      {spec.kind === "every" && <EveryFields spec={spec} onChange={onChange} />}
      {spec.kind === "calendar" && <CalendarFields spec={spec} onChange={onChange} />}
      {spec.kind === "cron" && (
        <Field label={t("cron")} help={t("cronHelp")}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={spec.cron}
              maxLength={100}
              onChange={(event) => onChange({ kind: "cron", cron: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function EveryFields({ spec, onChange }: { spec: Extract<ScheduleSpec, { kind: "every" }>; onChange: SpecProps["onChange"] }) {
  const t = useTranslations("schedules");
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label={t("repeat")}>
        {(control) => (
          <NumberInput
            {...control}
            min={1}
            max={1000}
            value={spec.every}
            onValueChange={(every) => onChange({ ...spec, every })}
          />
        )}
      </Field>
      <Field label={t("unit")}>
        {(control) => (
          <Select
            {...control}
            value={spec.unit}
            options={UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
            onValueChange={(next) => onChange({ ...spec, unit: UNITS.find((unit) => unit === next) ?? "minutes" })}
          />
        )}
      </Field>
    </div>
  );
}
