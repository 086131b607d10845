"use client";

import { Split, Trash2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { conditionsOf, type Edits, removeCase, takesCases } from "@/components/tables/edits";
import type { RowView, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";

const CaseDialog = lazy(() => import("@/components/tables/case-dialog"));

type Props = { table: TableView; row: RowView; edits: Edits; readOnly: boolean; onEdits: (edits: Edits) => void };

/** The value of a row, or the conditions of one of its cases. */
export function RowSource({ table, row, edits, readOnly, onEdits }: Props) {
  const t = useTranslations("tables.condition");
  const [isAsking, setAsking] = useState(false);
  const titles = new Map(table.conditions.map(({ fact, title }) => [fact, title]));
  const facts = Object.entries(conditionsOf(row));
  const conditions = facts.map(([name, value]) => `${titles.get(name) ?? name} = ${value}`).join(", ");
  const isCase = conditions !== "";
  return (
    <div className="row-source">
      <div className={isCase ? "truncate row-case" : "truncate"}>
        <b className="truncate">{row.label}</b>
        {isCase && <span className="tag">{t("when", { conditions })}</span>}
        {!isCase && !row.label.includes(row.source) && !/^\d+$/.test(row.source) && (
          <span className="mono truncate">{row.source}</span>
        )}
      </div>
      {!readOnly && takesCases(table) && (
        <Tool icon={<Split className="icon" />} label={t("add", { label: row.label })} onClick={() => setAsking(true)} />
      )}
      {!readOnly && isCase && (
        <Tool
          icon={<Trash2 className="icon" />}
          label={t("remove", { conditions, label: row.label })}
          onClick={() => onEdits(removeCase(edits, row))}
        />
      )}
      {isAsking && (
        <Suspense>
          <CaseDialog {...{ table, row, edits, onEdits }} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Tool({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: () => void }) {
  return <Button square size="sm" variant="quiet" aria-label={label} title={label} icon={icon} onClick={onClick} />;
}
