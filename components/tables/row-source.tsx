"use client";

import { Split, Trash2 } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { addCase, conditionsOf, type Edits, removeCase } from "@/components/tables/edits";
import type { RowView, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

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

const FACT = /^[A-Za-z]\w*$/;

function CaseDialog({ table, row, edits, onEdits, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations("tables.condition");
  const [fact, setFact] = useState("currency");
  const [value, setValue] = useState("");
  const next = addCase(edits, table, { row, fact, value: value.trim() });
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (next) onEdits(next);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { label: row.label })}
      description={t("help", { open: "{", close: "}" })}
    >
      <form onSubmit={add}>
        <div className="dialog-body form">
          <Field label={t("fact")} help={t("factHelp")} required>
            {(control) => <Input {...control} required value={fact} onChange={(event) => setFact(event.target.value)} />}
          </Field>
          <Field label={t("value")} error={next ? undefined : t("taken")} required>
            {(control) => (
              <Input
                {...control}
                autoFocus
                required
                maxLength={80}
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
        </div>
        <DialogFoot onClose={onClose} action={t("create")} disabled={!next || value.trim() === "" || !FACT.test(fact)} />
      </form>
    </Dialog>
  );
}
