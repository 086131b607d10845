"use client";

import { useFormatter, useTranslations } from "use-intl";
import { type DayFigures, STACKED } from "@/components/statistics/types";

/** The figures of the chart, newest first. */
export function DayTable({ days }: { days: readonly DayFigures[] }) {
  const t = useTranslations("statistics");
  const runs = useTranslations("runs.counts");
  const format = useFormatter();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="day-table" tabIndex={0} aria-label={t("asTable")}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            <th scope="col" className="right">
              {t("columns.runs")}
            </th>
            {STACKED.map((outcome) => (
              <th key={outcome} scope="col" className="right">
                {runs(outcome)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.day}>
              <td className="nowrap">{format.dateTime(new Date(`${day.day}T12:00:00Z`), "day")}</td>
              <Cell value={day.runs} />
              {STACKED.map((outcome) => (
                <Cell key={outcome} value={day[outcome]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ value }: { value: number }) {
  const format = useFormatter();
  return <td className={value === 0 ? "right zero" : "right"}>{format.number(value)}</td>;
}
