"use client";

import { Calendar, ChevronLeft, ChevronRight } from "lucide-react";
import { Popover } from "radix-ui";
import { type ComponentProps, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { addDays, addMonths, todayIn, weeksOf } from "@/components/ui/calendar";
import { cx } from "@/components/ui/class-names";

type DateFieldProps = {
  /** `YYYY-MM-DD`, or the empty string. */
  value: string;
  onValueChange: (value: string) => void;
  clearable?: boolean;
  disabled?: boolean;
} & Pick<ComponentProps<"button">, "id" | "aria-label" | "aria-describedby" | "aria-invalid">;

/** A day chosen from a calendar in the language of the page: the browser's own speaks the computer's. */
export function DateField({ value, onValueChange, clearable = true, disabled, ...rest }: DateFieldProps) {
  const t = useTranslations("ui");
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const choose = (day: string) => {
    onValueChange(day);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger {...rest} disabled={disabled} className="select">
        <Calendar className="icon" />
        <span className={cx("value", !value && "placeholder")}>
          {value ? format.dateTime(new Date(value), "date", { timeZone: "UTC" }) : t("chooseDate")}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu-pop calendar"
          align="start"
          sideOffset={4}
          aria-label={t("chooseDate")}
          // The day takes the focus, not the first button.
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <Month value={value} onChoose={choose} clearable={clearable && value !== ""} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const STEPS: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

type NameOptions = { weekday?: "long" | "narrow"; day?: "numeric"; month?: "long"; year?: "numeric" };
type MonthProps = { value: string; onChoose: (day: string) => void; clearable: boolean };

function Month({ value, onChoose, clearable }: MonthProps) {
  const t = useTranslations("ui");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const today = todayIn(timeZone);
  const [at, setAt] = useState(value || today);
  const chosen = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day reached by an arrow key takes the focus
  useEffect(() => chosen.current?.focus(), [at]);
  const name = (day: string, options: NameOptions) => format.dateTime(new Date(day), { ...options, timeZone: "UTC" });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    setAt(step(at));
  };
  const weeks = weeksOf(at);
  return (
    <>
      <div className="calendar-head">
        <Button variant="quiet" size="sm" square aria-label={t("monthBefore")} onClick={() => setAt(addMonths(at, -1))}>
          <ChevronLeft className="icon" />
        </Button>
        <b aria-live="polite">{name(at, { month: "long", year: "numeric" })}</b>
        <Button variant="quiet" size="sm" square aria-label={t("monthAfter")} onClick={() => setAt(addMonths(at, 1))}>
          <ChevronRight className="icon" />
        </Button>
      </div>
      <table onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={name(day, { weekday: "long" })}>
                {name(day, { weekday: "narrow" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    ref={day === at ? chosen : undefined}
                    tabIndex={day === at ? 0 : -1}
                    className={cx("day", day.slice(0, 7) !== at.slice(0, 7) && "other", day === today && "today")}
                    aria-pressed={day === value}
                    aria-label={name(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" })}
                    onClick={() => onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="calendar-foot">
        <Button variant="quiet" size="sm" onClick={() => onChoose(today)}>
          {t("today")}
        </Button>
        {clearable && (
          <Button variant="quiet" size="sm" className="push" onClick={() => onChoose("")}>
            {t("clear")}
          </Button>
        )}
      </div>
    </>
  );
}
