"use client";

import { Check, TriangleAlert } from "lucide-react";
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
        const Icon = complete ? Check : TriangleAlert;
        const tone = complete ? "created" : "attention";
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
              className={complete ? undefined : "attention"}
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
