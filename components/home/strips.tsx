"use client";

import { ChartNoAxesColumn, Table } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Strip } from "@/components/home/types";

const KINDS = ["orders", "customers", "products", "stock"];

/** Records per day, one strip by flow, each on its own scale; the same figures as a table one click away. */
export function Strips({ strips, days, zone }: { strips: readonly Strip[]; days: readonly string[]; zone: string }) {
  const t = useTranslations("home.strips");
  const [asTable, setAsTable] = useState(false);
  const Icon = asTable ? ChartNoAxesColumn : Table;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint push">{t("period", { count: days.length })}</span>
      </div>
      <div className="strips">
        {asTable ? (
          <StripTable strips={strips} days={days} />
        ) : (
          <>
            {strips.map((strip, index) => (
              <StripChart key={strip.key} strip={strip} kind={KINDS[index % KINDS.length] ?? "stock"} />
            ))}
            <Axis days={days} />
          </>
        )}
        <p className="row small muted">
          {t("zone", { zone })}
          <button type="button" className="link-btn push" onClick={() => setAsTable(!asTable)}>
            <Icon className="icon sm" />
            {t(asTable ? "asChart" : "asTable")}
          </button>
        </p>
      </div>
    </section>
  );
}

function StripChart({ strip, kind }: { strip: Strip; kind: string }) {
  const t = useTranslations("home.strips");
  const format = useFormatter();
  const total = strip.days.reduce((sum, value) => sum + value, 0);
  const most = Math.max(...strip.days, 0);
  const today = strip.days.length - 1;
  const peak = strip.days.lastIndexOf(most);
  return (
    <figure className="strip" style={{ "--kind": `var(--kind-${kind})` } as CSSProperties}>
      <figcaption className="strip-head">
        <b className="truncate">{strip.label}</b>
        <span className="num">{format.number(total)}</span>
      </figcaption>
      <div className="bars" role="img" aria-label={t("chart", { label: strip.label, total, most })}>
        {strip.days.map((value, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a day's identity is its place
            key={index}
            data-look={index === today ? "today" : index === peak ? "peak" : "rest"}
            style={{ height: most === 0 ? 0 : `${(100 * value) / most}%` }}
          >
            {index === peak && most < total && <em>{format.number(most)}</em>}
          </span>
        ))}
      </div>
    </figure>
  );
}

function Axis({ days }: { days: readonly string[] }) {
  const t = useTranslations("home.strips");
  const format = useFormatter();
  const marks = [0, 8, 15, 22].filter((index) => index < days.length - 4);
  return (
    <div className="axis" aria-hidden="true">
      {marks.map((index) => (
        <span key={index} style={{ left: `${(100 * index) / days.length}%` }}>
          {format.dateTime(new Date(`${days[index]}T12:00:00Z`), "day")}
        </span>
      ))}
      <span>{t("today")}</span>
    </div>
  );
}

function StripTable({ strips, days }: { strips: readonly Strip[]; days: readonly string[] }) {
  const t = useTranslations("home.strips");
  const format = useFormatter();
  return (
    <div className="strip-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            {strips.map((strip) => (
              <th key={strip.key} scope="col" className="right">
                {strip.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day, index) => (
            <tr key={day}>
              <td>{format.dateTime(new Date(`${day}T12:00:00Z`), "day")}</td>
              {strips.map((strip) => (
                <td key={strip.key} className="right">
                  {format.number(strip.days[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
