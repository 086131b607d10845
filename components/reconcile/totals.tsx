"use client";

import { type ReactNode, useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { Figures, formatAmount } from "@/components/reconcile/amount";
import type { SummaryView } from "@/components/reconcile/types";
import { CheckRow } from "@/components/ui/checkbox";

type Both = { readonly source: Readonly<Record<string, unknown>>; readonly target: Readonly<Record<string, unknown>> };

const isSame = ({ source, target }: Both) => Object.entries(source).every(([name, value]) => target[name] === value);

/** Counts and amounts of both sides, VAT by rate, and by day: what an accountant looks at first. */
export function Totals({ summary }: { summary: SummaryView }) {
  const t = useTranslations("reconcile");
  const locale = useLocale();
  const { streams, rates } = summary;
  if (streams.length === 0) return null;
  return (
    <div className="reconcile-totals">
      <Card title={t("totals")}>
        <Heads first={[]} columns={["count", "net", "vat", "gross"]}>
          {streams.map(({ stream, source, target }) => (
            <tr key={stream}>
              <th scope="row">{t(`streams.${streamKey(stream)}`)}</th>
              <Figures source={String(source.count)} target={String(target.count)} />
              <Figures source={source.net} target={target.net} />
              <Figures source={source.vat} target={target.vat} />
              <Figures source={source.gross} target={target.gross} />
            </tr>
          ))}
        </Heads>
      </Card>
      <Card title={t("perRate")}>
        <Heads first={["rate"]} columns={["net", "vat"]}>
          {rates.map(({ stream, rate, source, target }) => (
            <tr key={`${stream} ${rate}`}>
              <th scope="row">{t(`streams.${streamKey(stream)}`)}</th>
              <td className="right num">{`${formatAmount(rate, locale)}\u202f%`}</td>
              <Figures source={source.net} target={target.net} />
              <Figures source={source.vat} target={target.vat} />
            </tr>
          ))}
        </Heads>
      </Card>
      <Days days={summary.days} />
    </div>
  );
}

const STREAMS = ["orders", "invoices", "stock_levels", "stock_availables"] as const;
const streamKey = (stream: string) => STREAMS.find((known) => known === stream) ?? "orders";

function Days({ days }: Pick<SummaryView, "days">) {
  const t = useTranslations("reconcile");
  const format = useFormatter();
  const [onlyDifferent, setOnly] = useState(true);
  const shown = days.filter((day) => !onlyDifferent || !isSame(day));
  return (
    <Card
      title={t("perDay")}
      beside={
        <CheckRow checked={onlyDifferent} onCheckedChange={setOnly}>
          {t("onlyDifferent")}
        </CheckRow>
      }
    >
      {shown.length === 0 ? (
        <p className="card-body small muted">{t("sameDays")}</p>
      ) : (
        <Heads first={["day"]} columns={["count", "vat", "gross"]}>
          {shown.map(({ stream, day, source, target }) => (
            <tr key={`${day} ${stream}`}>
              <th scope="row">{t(`streams.${streamKey(stream)}`)}</th>
              <td className="nowrap">{format.dateTime(new Date(day), "date", { timeZone: "UTC" })}</td>
              <Figures source={String(source.count)} target={String(target.count)} />
              <Figures source={source.vat} target={target.vat} />
              <Figures source={source.gross} target={target.gross} />
            </tr>
          ))}
        </Heads>
      )}
    </Card>
  );
}

function Card({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {beside && <div className="push">{beside}</div>}
      </div>
      {children}
    </section>
  );
}

type Column = "count" | "net" | "vat" | "gross";

/** Two lines of heads: the figure, and under it its two sides. */
function Heads({ first, columns, children }: { first: ("rate" | "day")[]; columns: Column[]; children: ReactNode }) {
  const t = useTranslations("reconcile");
  return (
    <div className="table-scroll">
      <table className="table two-sides">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              <span className="visually-hidden">{t("record")}</span>
            </th>
            {first.map((name) => (
              <th key={name} scope="col" rowSpan={2} className={name === "rate" ? "right" : undefined}>
                {t(name)}
              </th>
            ))}
            {columns.map((name) => (
              <th key={name} scope="colgroup" colSpan={2} className="right">
                {t(name)}
              </th>
            ))}
          </tr>
          <tr>
            {columns.flatMap((name) => [
              <th key={`${name} source`} scope="col" className="right half">
                {t("source")}
              </th>,
              <th key={`${name} target`} scope="col" className="right half">
                {t("target")}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
