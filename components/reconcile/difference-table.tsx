"use client";

import { ExternalLink, Link2 } from "lucide-react";
import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { formatAmount } from "@/components/reconcile/amount";
import { LinkDialog } from "@/components/reconcile/link-dialog";
import type { DifferenceLine, ReconcileActions } from "@/components/reconcile/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { useErrorText } from "@/components/ui/error-text";
import { StateBadge } from "@/components/ui/state-badge";

type Props = {
  lines: readonly DifferenceLine[];
  chosen: ReadonlySet<string>;
  /** Absent: only to be looked at. */
  onChosen?: (chosen: ReadonlySet<string>) => void;
  link?: ReconcileActions["link"];
  isBusy: boolean;
};

export function DifferenceTable({ lines, chosen, onChosen, link, isBusy }: Props) {
  const t = useTranslations("reconcile");
  const [linked, setLinked] = useState<DifferenceLine | undefined>();
  const all = lines.every(({ id }) => chosen.has(id));
  const some = lines.some(({ id }) => chosen.has(id));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChosen?.(next);
  };
  const linkOf = (line: DifferenceLine) => (link && line.isLinkable && !isBusy ? () => setLinked(line) : undefined);
  return (
    <>
      {link && linked && <LinkDialog line={linked} action={link} onClose={() => setLinked(undefined)} />}
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
            <Row
              key={line.id}
              line={line}
              checked={chosen.has(line.id)}
              onCheck={onChosen && ((on) => toggle(line.id, on))}
              onLink={linkOf(line)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

const RECORDS = ["orders", "invoices", "products", "thirdparties", "stock_levels", "stock_availables"] as const;
const STATE = { missing: "failed", extra: "review", different: "attention", value: "attention" } as const;

type RowProps = {
  line: DifferenceLine;
  checked: boolean;
  onCheck: ((on: boolean) => void) | undefined;
  onLink: (() => void) | undefined;
};

function Row({ line, checked, onCheck, onLink }: RowProps) {
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
        {onLink && (
          <Button size="sm" className="mt-1" icon={<Link2 className="icon sm" />} onClick={onLink}>
            {t("link")}
          </Button>
        )}
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
  if (line.isOrphan) return t("extraOrphan");
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

const DOCUMENT_FIELDS = ["state", "day", "net", "vat", "gross", "paid", "party", "currency", "reference"] as const;
const PRODUCT_FIELDS = [
  "ref",
  "label",
  "price",
  "tva_tx",
  "barcode",
  "ean13",
  "upc",
  "isbn",
  "weight",
  "status",
  "active",
] as const;
const PARTY_FIELDS = ["name", "email", "tva_intra", "idprof2", "zip", "town", "country_id"] as const;
const FIELDS = [...DOCUMENT_FIELDS, ...PRODUCT_FIELDS, ...PARTY_FIELDS, "level", "quantity"] as const;
/** Shown as figures of a language; the rest as it is written. */
const FIGURES: readonly string[] = ["net", "vat", "gross", "paid", "price", "tva_tx", "weight", "level", "quantity"];

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
  if (field === "currency" && value === null) return t("ownCurrency");
  if (value === null || value === "") return t("nothing");
  if (field === "party") return t("partyNumber", { id: value });
  if (field === "status" || field === "active") return t(value === "1" || value === "true" ? "yes" : "no");
  if (field === "day") return format.dateTime(new Date(value), "date", { timeZone: "UTC" });
  const state = STATES.find((name) => name === value);
  if (field === "state" && state) return t(`states.${state}`);
  const isFigure = (FIGURES.includes(field) || field.startsWith("vat:")) && /^-?\d+(\.\d+)?$/.test(value);
  return <span className={isFigure ? "num" : undefined}>{isFigure ? formatAmount(value, locale) : value}</span>;
}
