"use client";

import { useFormatter, useTranslations } from "use-intl";
import {
  EVERY_MONTH,
  missingParts,
  REPEAT_LENGTHS,
  REPEAT_STEPS,
  toNumbers,
  toNumbersOrLast,
  withRepeat,
} from "@/components/schedules/spec-draft";
import { useDurationText } from "@/components/schedules/use-duration-text";
import { CheckRow } from "@/components/ui/checkbox";
import { ChipSet } from "@/components/ui/chip-set";
import { DateField } from "@/components/ui/date-field";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TimeField } from "@/components/ui/time-field";
import type { CalendarSpec, DayRule } from "@/lib/core/schedule-spec";

type FieldsProps = { spec: CalendarSpec; onChange: (spec: CalendarSpec) => void };
type RuleProps<Rule extends DayRule> = { rule: Rule; missing: readonly string[]; onRule: (rule: DayRule) => void };

/** UI-37 to UI-40: days, weeks or months, a first day, a time of day, and the repetition within the day. */
export function CalendarFields({ spec, onChange }: FieldsProps) {
  const t = useTranslations("schedules");
  const { days } = spec;
  const missing = missingParts(spec);
  const onRule = (rule: DayRule) => onChange({ ...spec, days: rule });
  return (
    <>
      {days.rule === "daily" && <Every rule={days} label={t("repeatDays")} max={366} onRule={onRule} />}
      {days.rule === "weekly" && (
        <>
          <Every rule={days} label={t("repeatWeeks")} max={52} onRule={onRule} />
          <Weekdays rule={days} missing={missing} onRule={onRule} />
        </>
      )}
      {(days.rule === "monthly" || days.rule === "monthlyWeekday") && (
        <MonthFields rule={days} missing={missing} onRule={onRule} />
      )}
      <div className="grid grid-cols-2 gap-2">
        <Field label={t("from")}>
          {(control) => (
            <DateField {...control} clearable={false} value={spec.from} onValueChange={(from) => onChange({ ...spec, from })} />
          )}
        </Field>
        <Field label={t("at")}>
          {(control) => (
            <TimeField {...control} value={spec.at} onValueChange={(at) => onChange({ ...spec, at: at || spec.at })} />
          )}
        </Field>
      </div>
      <RepeatFields spec={spec} onChange={onChange} />
    </>
  );
}

type EveryProps = {
  rule: Extract<DayRule, { every: number }>;
  label: string;
  max: number;
  onRule: (rule: DayRule) => void;
};

function Every({ rule, label, max, onRule }: EveryProps) {
  return (
    <Field label={label}>
      {(control) => (
        <NumberInput
          {...control}
          className="max-w-28"
          min={1}
          max={max}
          value={rule.every}
          onValueChange={(every) => onRule({ ...rule, every })}
        />
      )}
    </Field>
  );
}

/** 5 January 2026 is a Monday. */
const weekday = (number: number) => new Date(Date.UTC(2026, 0, 4 + number));
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function Weekdays({ rule, missing, onRule }: RuleProps<Extract<DayRule, { weekdays: number[] }>>) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const name = (number: number, style: "short" | "long") => format.dateTime(weekday(number), { weekday: style, timeZone: "UTC" });
  return (
    <ChipSet
      label={t("weekdays")}
      value={rule.weekdays.map(String)}
      onValueChange={(values) => onRule({ ...rule, weekdays: toNumbers(values) })}
      options={WEEKDAYS.map((one) => ({ value: String(one), label: name(one, "short"), name: name(one, "long") }))}
      error={missing.includes("weekdays") ? t("chooseOne") : undefined}
    />
  );
}

const ORDINALS = ["1", "2", "3", "4", "last"];
const MONTH_DAYS = [...Array.from({ length: 31 }, (_, n) => String(n + 1)), "last"];

function MonthFields({ rule, missing, onRule }: RuleProps<Extract<DayRule, { months: number[] }>>) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const month = (number: number, style: "short" | "long") =>
    format.dateTime(new Date(Date.UTC(2026, number - 1, 1)), { month: style, timeZone: "UTC" });
  const chooseOne = (part: string) => (missing.includes(part) ? t("chooseOne") : undefined);
  const { months } = rule;
  return (
    <>
      <ChipSet
        label={t("months")}
        value={months.map(String)}
        onValueChange={(values) => onRule({ ...rule, months: toNumbers(values) })}
        options={EVERY_MONTH.map((one) => ({ value: String(one), label: month(one, "short"), name: month(one, "long") }))}
        error={chooseOne("months")}
      />
      <Segmented
        label={t("monthRule")}
        value={rule.rule}
        onValueChange={(next) =>
          onRule(
            next === "monthly"
              ? { rule: "monthly", months, days: [1] }
              : { rule: "monthlyWeekday", months, ordinals: [1], weekdays: [1] },
          )
        }
        options={[
          { value: "monthly", label: t("dayOfMonth") },
          { value: "monthlyWeekday", label: t("dayOfWeek") },
        ]}
      />
      {rule.rule === "monthly" ? (
        <ChipSet
          grid
          label={t("dayOfMonth")}
          value={rule.days.map(String)}
          onValueChange={(values) => onRule({ ...rule, days: toNumbersOrLast(values) })}
          options={MONTH_DAYS.map((one) => ({ value: one, label: one === "last" ? t("lastDay") : one }))}
          error={chooseOne("days")}
        />
      ) : (
        <>
          <ChipSet
            label={t("ordinals")}
            value={rule.ordinals.map(String)}
            onValueChange={(values) => onRule({ ...rule, ordinals: toNumbersOrLast(values) })}
            options={ORDINALS.map((one) => ({ value: one, label: t(`ordinal.${one}`) }))}
            error={chooseOne("ordinals")}
          />
          <Weekdays rule={rule} missing={missing} onRule={onRule} />
        </>
      )}
    </>
  );
}

function RepeatFields({ spec, onChange }: FieldsProps) {
  const t = useTranslations("schedules");
  const duration = useDurationText();
  const { repeat } = spec;
  const options = (minutes: readonly number[], kept: number) =>
    [...new Set([...minutes, kept])].sort((a, b) => a - b).map((one) => ({ value: String(one), label: duration(one) }));
  return (
    <>
      <CheckRow checked={repeat !== undefined} onCheckedChange={(on) => onChange(withRepeat(spec, on))}>
        {t("repeatInDay")}
      </CheckRow>
      {repeat && (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t("repeatEvery")}>
            {(control) => (
              <Select
                {...control}
                value={String(repeat.every)}
                options={options(REPEAT_STEPS, repeat.every)}
                onValueChange={(every) => onChange({ ...spec, repeat: { ...repeat, every: Number(every) } })}
              />
            )}
          </Field>
          <Field label={t("repeatFor")}>
            {(control) => (
              <Select
                {...control}
                value={String(repeat.for)}
                options={options(REPEAT_LENGTHS, repeat.for)}
                onValueChange={(length) => onChange({ ...spec, repeat: { ...repeat, for: Number(length) } })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
