"use client";

import { useTranslations } from "use-intl";
import type { ScheduleSpecView } from "@/components/schedules/types";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";

const UNITS = ["minutes", "hours", "days"] as const;

/** Every so many minutes, hours or days; or a cron line for what that cannot say. */
export function SpecFields({ spec, onChange }: { spec: ScheduleSpecView; onChange: (spec: ScheduleSpecView) => void }) {
  const t = useTranslations("schedules");
  return (
    <>
      <Segmented
        label={t("kind")}
        value={spec.kind}
        onValueChange={(kind) => onChange(kind === "cron" ? { kind, cron: "0 8 * * 1-5" } : { kind, every: 15, unit: "minutes" })}
        options={[
          { value: "every", label: t("kinds.every") },
          { value: "cron", label: t("kinds.cron") },
        ]}
      />
      {spec.kind === "cron" ? (
        <Field label={t("cron")} help={t("cronHelp")}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={spec.cron}
              onChange={(event) => onChange({ kind: "cron", cron: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t("repeat")}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={1000}
                value={spec.every}
                onChange={(event) => onChange({ ...spec, every: Math.max(1, event.target.valueAsNumber || 1) })}
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
      )}
    </>
  );
}
