"use client";

import { useTimeZone, useTranslations } from "use-intl";
import { DateField } from "@/components/ui/date-field";
import { Field } from "@/components/ui/field";
import { TimeField } from "@/components/ui/time-field";
import { fromWall } from "@/lib/core/wall-clock";

/** `YYYY-MM-DD`, or the empty string while none is chosen, and `HH:MM`, as clocks of the workspace show them. */
export type Moment = { readonly day: string; readonly time: string };

/** The instant as ISO; undefined while no day is chosen. */
export function toInstant({ day, time }: Moment, timeZone: string): string | undefined {
  return day === "" ? undefined : fromWall(new Date(`${day}T${time || "00:00"}:00Z`), timeZone).toISOString();
}

type Props = { label: string; value: Moment; onValueChange: (value: Moment) => void; error?: string | undefined };

/** A day and a time, with the time zone they are in. */
export function MomentField({ label, value, onValueChange, error }: Props) {
  const ui = useTranslations("ui");
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <div className="row items-end">
      <Field label={label} error={error}>
        {(control) => <DateField {...control} value={value.day} onValueChange={(day) => onValueChange({ ...value, day })} />}
      </Field>
      <Field label={ui("time")}>
        {(control) => <TimeField {...control} value={value.time} onValueChange={(time) => onValueChange({ ...value, time })} />}
      </Field>
      <span className="small muted pb-2">{timeZone}</span>
    </div>
  );
}
