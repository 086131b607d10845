"use client";

import { Check, CircleMinus, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { TableSummary } from "@/components/tables/types";
import { Meter } from "@/components/ui/meter";

/** The tables of an integration with their coverage; `hrefOf` leads to each. */
export function TableList({ tables, current, base }: { tables: readonly TableSummary[]; current: string; base: string }) {
  const t = useTranslations("tables");
  return (
    <nav className="table-list" aria-label={t("listLabel")}>
      <h2>{t("listLabel")}</h2>
      {tables.map((table) => {
        const complete = table.mapped >= table.total;
        // A value without a match takes the default where there is one: nothing waits for a person.
        const isOpen = !complete && !table.hasFallback;
        const Icon = complete ? Check : isOpen ? TriangleAlert : CircleMinus;
        const tone = complete ? "created" : isOpen ? "attention" : "unchanged";
        return (
          <Link
            key={table.id}
            className="table-link"
            href={`${base}/${table.id}`}
            aria-current={table.id === current ? "page" : undefined}
            scroll={false}
          >
            <span className="truncate">{table.title}</span>
            <span className={`state plain ${tone}`}>
              <Icon className="icon" />
              {table.mapped}/{table.total}
            </span>
            <Meter
              className={isOpen ? "attention" : undefined}
              parts={[{ value: table.mapped }]}
              total={table.total}
              label={t("coverageText", { mapped: table.mapped, total: table.total })}
            />
          </Link>
        );
      })}
    </nav>
  );
}
