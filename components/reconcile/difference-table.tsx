"use client";

import { ExternalLink } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { formatAmount } from "@/components/reconcile/amount";
import type { DifferenceLine } from "@/components/reconcile/types";
import { Checkbox } from "@/components/ui/checkbox";
import { useErrorText } from "@/components/ui/error-text";
import { StateBadge } from "@/components/ui/state-badge";

type Props = {
  lines: readonly DifferenceLine[];
  chosen: ReadonlySet<string>;
  /** Absent: only to be looked at. */
  onChosen: ((chosen: ReadonlySet<string>) => void) | undefined;
};

export function DifferenceTable({ lines, chosen, onChosen }: Props) {
  const t = useTranslations("reconcile");
  const all = lines.every(({ id }) => chosen.has(id));
  const some = lines.some(({ id }) => chosen.has(id));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChosen?.(next);
  };
  return (
    <table className="table roomy">
      <thead>
        <tr>
          {onChosen && (
            <th className="tight">
              <Checkbox
                aria-label={t("selectAll")}
                checked={all || (some ? "indeterminate" : false)}
                onCheckedChange={(on) => onChosen(new Set(on ? lines.map(({ id }) => id) : []))}
              />
            </th>
          )}
          <th scope="col">{t("record")}</th>
          <th scope="col">{t("kind")}</th>
          <th scope="col">{t("what")}</th>
          <th scope="col" className="not-phone">
            {t("day")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.id} line={line} checked={chosen.has(line.id)} onCheck={onChosen && ((on) => toggle(line.id, on))} />
        ))}
      </tbody>
    </table>
  );
}

const RECORDS = ["orders", "invoices", "stock_levels", "stock_availables"] as const;
const STATE = { missing: "failed", extra: "review", different: "attention", value: "attention" } as const;

type RowProps = { line: DifferenceLine; checked: boolean; onCheck: ((on: boolean) => void) | undefined };

function Row({ line, checked, onCheck }: RowProps) {
  const t = useTranslations("reconcile");
  const format = useFormatter();
  const { label, targetRef, kind, stream, day, page, pending, isMending, isTried } = line;
  const record = RECORDS.find((known) => known === stream) ?? "other";
  return (
    <tr aria-selected={checked}>
      {onCheck && (
        <td className="tight">
          <Checkbox aria-label={t("select", { label })} checked={checked} onCheckedChange={onCheck} />
        </td>
      )}
      <td className="two-lines">
        <b>{label}</b>
        <span className="small">
          {t(`records.${record}`)}
          {targetRef !== "" && targetRef !== label && ` ${targetRef}`}
          {page && (
            <a
              className="ml-1 inline-flex align-text-bottom"
              href={page}
              target="_blank"
              rel="noreferrer"
              title={t("open")}
              aria-label={`${t("open")}: ${label}`}
            >
              <ExternalLink className="icon sm" />
            </a>
          )}
        </span>
      </td>
      <td className="two-lines">
        <StateBadge state={STATE[kind]}>{t(`kinds.${kind}`)}</StateBadge>
        {isMending && <span className="small">{t("mending")}</span>}
        {!isMending && isTried && <span className="small">{t("tried")}</span>}
        {!isMending && !isTried && pending && <span className="small">{t("pending")}</span>}
      </td>
      <td className="py-2">
        <What line={line} />
      </td>
      <td className="not-phone nowrap">{day && format.dateTime(new Date(day), "date", { timeZone: "UTC" })}</td>
    </tr>
  );
}

function What({ line }: { line: DifferenceLine }) {
  const t = useTranslations("reconcile");
  const errorText = useErrorText();
  if (line.error) return errorText(line.error);
  if (line.kind === "missing") return t("missingText");
  if (line.kind === "extra")
    return t(line.isWithdrawable ? "extraDraft" : line.stream === "invoices" ? "extraInvoice" : "extraText");
  return (
    <dl className="difference-fields">
      {line.fields.map(({ field, expected, actual }) => (
        <div key={field}>
          <dt>
            <FieldName field={field} />
          </dt>
          <dd>
            <Value field={field} value={expected} />
          </dd>
          <dd className="differs">
            <Value field={field} value={actual} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const FIELDS = ["state", "day", "net", "vat", "gross", "paid", "level", "quantity"] as const;

function FieldName({ field }: { field: string }) {
  const t = useTranslations("reconcile.fields");
  if (field.startsWith("vat:")) return t("rate", { rate: field.slice("vat:".length) });
  const known = FIELDS.find((name) => name === field);
  return known ? t(known) : field;
}

const STATES = ["draft", "validated", "sent", "delivered", "paid", "abandoned", "cancelled"] as const;

function Value({ field, value }: { field: string; value: string | null }) {
  const t = useTranslations("reconcile");
  const format = useFormatter();
  const locale = useLocale();
  if (value === null) return t("nothing");
  if (field === "day") return format.dateTime(new Date(value), "date", { timeZone: "UTC" });
  const state = STATES.find((name) => name === value);
  if (field === "state" && state) return t(`states.${state}`);
  return <span className="num">{/^-?\d+(\.\d+)?$/.test(value) ? formatAmount(value, locale) : value}</span>;
}
