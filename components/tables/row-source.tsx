"use client";

import { Split, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { conditionsOf, type Edits, removeCase } from "@/components/tables/edits";
import type { RowView, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";

const CaseDialog = dynamic(() => import("@/components/tables/case-dialog").then((module) => module.CaseDialog), { ssr: false });

type Props = { table: TableView; row: RowView; edits: Edits; readOnly: boolean; onEdits: (edits: Edits) => void };

/** The value of a row, or the conditions of one of its cases. */
export function RowSource(props: Props) {
  const { row, edits, readOnly, onEdits } = props;
  const t = useTranslations("tables.condition");
  const [isAsking, setAsking] = useState(false);
  const facts = Object.entries(conditionsOf(row));
  const conditions = facts.map(([name, value]) => `${name} = ${value}`).join(", ");
  const isCase = conditions !== "";
  return (
    <div className="row-source">
      <div className={isCase ? "truncate row-case" : "truncate"}>
        <b className="truncate">{row.label}</b>
        {isCase && <span className="tag">{t("when", { conditions })}</span>}
        {!isCase && row.source !== row.label && <span className="mono truncate">{row.source}</span>}
      </div>
      {!readOnly && (
        <Tool icon={<Split className="icon" />} label={t("add", { label: row.label })} onClick={() => setAsking(true)} />
      )}
      {!readOnly && isCase && (
        <Tool
          icon={<Trash2 className="icon" />}
          label={t("remove", { conditions, label: row.label })}
          onClick={() => onEdits(removeCase(edits, row))}
        />
      )}
      {isAsking && <CaseDialog {...props} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Tool({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: () => void }) {
  return <Button square size="sm" variant="quiet" aria-label={label} title={label} icon={icon} onClick={onClick} />;
}
