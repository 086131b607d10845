"use client";

import { CircleCheck, Equal, EqualNot, Scale, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { isZero, ratesOf, subtract } from "@/components/simulation/proof-figures";
import type { ProvenDocument, SimulationView } from "@/components/simulation/types";
import { useMoney } from "@/components/simulation/words";
import { cx } from "@/components/ui/class-names";

type Props = { document: ProvenDocument; view: Pick<SimulationView, "target" | "integration"> };

/** The visible proof that the document is the sale: totals side by side, its lines, VAT per rate. */
export function Proof({ document, view }: Props) {
  const t = useTranslations("simulation.proof");
  const money = useMoney();
  const { proof } = document;
  const { differenceLine, currency } = proof;
  return (
    <section className="sim-proof" aria-label={t("title")}>
      <Equality document={document} target={view.target} />
      <h3>{t("lines")}</h3>
      <Lines document={document} />
      <h3>{t("vat")}</h3>
      <Rates document={document} target={view.target} />
      {differenceLine && !isZero(differenceLine.gross) && (
        <p className="sim-why">
          {t("why", { amount: money(differenceLine.gross, currency) })}{" "}
          {view.integration && <Link href={`/integrations/${view.integration.id}`}>{t("change")}</Link>}
        </p>
      )}
    </section>
  );
}

function Equality({ document, target }: { document: ProvenDocument; target: string }) {
  const t = useTranslations("simulation.proof");
  const money = useMoney();
  const { shop, document: booked, grossDifference, currency } = document.proof;
  const isEqual = isZero(grossDifference);
  const Sign = isEqual ? Equal : EqualNot;
  const Mark = isEqual ? CircleCheck : TriangleAlert;
  return (
    <div className={cx("sim-equality", isEqual ? "created" : "failed")}>
      <div>
        <span>{t("shop")}</span>
        <b className="num">{money(shop.gross, currency)}</b>
      </div>
      <Sign className="icon toned" aria-hidden="true" />
      <div>
        <span>{target}</span>
        <b className="num">{money(booked.gross, currency)}</b>
      </div>
      <span className="push toned">
        <Mark className="icon" aria-hidden="true" />
        {isEqual ? t("equal") : t("differs", { amount: money(grossDifference, currency) })}
      </span>
    </div>
  );
}

function Lines({ document }: { document: ProvenDocument }) {
  const t = useTranslations("simulation.proof");
  const money = useMoney();
  const format = useFormatter();
  const quantity = (value: string) => format.number(Number(value), { maximumFractionDigits: 6 });
  return (
    <table className="sim-figures lines">
      <thead>
        <tr>
          <th scope="col">{t("label")}</th>
          <th scope="col">{t("quantity")}</th>
          <th scope="col">{t("unit")}</th>
          <th scope="col">{t("rate")}</th>
          <th scope="col">{t("net")}</th>
        </tr>
      </thead>
      <tbody>
        {document.lines.map((line, index) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a document have no name of their own and never move
            key={index}
            className={cx(line.kind === "difference" && "gap", line.kind !== "product" && "soft")}
          >
            <td title={line.label}>
              {line.kind === "difference" && <Scale className="icon sm" aria-hidden="true" />}
              {line.label || t("difference")}
            </td>
            <td>{quantity(line.quantity)}</td>
            <td>{format.number(Number(line.unitNet), { minimumFractionDigits: 2, maximumFractionDigits: 5 })}</td>
            <td>{format.number(Number(line.vatRate) / 100, "percent")}</td>
            <td>{money(line.net)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>{t("totalNet")}</td>
          <td>{money(document.proof.document.net)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Rates({ document, target }: { document: ProvenDocument; target: string }) {
  const t = useTranslations("simulation.proof");
  const money = useMoney();
  const format = useFormatter();
  const { shop, document: booked, grossDifference, netDifference } = document.proof;
  const tone = (amount: string) => (isZero(amount) ? "zero" : "diff");
  return (
    <table className="sim-figures rates">
      <thead>
        <tr>
          <th scope="col">{t("rate")}</th>
          <th scope="col">{t("base")}</th>
          <th scope="col">{t("vatOf", { system: target })}</th>
          <th scope="col">{t("vatOf", { system: t("shop") })}</th>
          <th scope="col">{t("gap")}</th>
        </tr>
      </thead>
      <tbody>
        {ratesOf(document).map((row) => (
          <tr key={row.rate}>
            <td>{format.number(Number(row.rate) / 100, "percent")}</td>
            <td>{money(row.net)}</td>
            <td>{money(row.vat)}</td>
            <td>{money(row.shopVat)}</td>
            <td className={tone(row.difference)}>{money(row.difference)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>{t("totalNet")}</td>
          <td>{money(booked.net)}</td>
          <td>{money(shop.net)}</td>
          <td className={tone(netDifference)}>{money(netDifference)}</td>
        </tr>
        <tr>
          <td colSpan={2}>{t("totalVat")}</td>
          <td>{money(booked.vat)}</td>
          <td>{money(shop.vat)}</td>
          <td className={tone(subtract(booked.vat, shop.vat))}>{money(subtract(booked.vat, shop.vat))}</td>
        </tr>
        <tr className="total">
          <td colSpan={2}>{t("totalGross")}</td>
          <td>{money(booked.gross)}</td>
          <td>{money(shop.gross)}</td>
          <td className={isZero(grossDifference) ? "ok" : "diff"}>{money(grossDifference)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
