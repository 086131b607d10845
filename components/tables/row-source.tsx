"use client";

import { Split, Trash2 } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { addCase, conditionsOf, type Edits, removeCase, takesCases } from "@/components/tables/edits";
import type { ConditionView, RowView, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type Props = { table: TableView; row: RowView; edits: Edits; readOnly: boolean; onEdits: (edits: Edits) => void };

/** The value of a row, or the conditions of one of its cases. */
export function RowSource(props: Props) {
  const { table, row, edits, readOnly, onEdits } = props;
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
        {!isCase && row.source !== row.label && <span className="mono truncate">{row.source}</span>}
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
      {isAsking && <CaseDialog {...props} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Tool({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: () => void }) {
  return <Button square size="sm" variant="quiet" aria-label={label} title={label} icon={icon} onClick={onClick} />;
}

type CaseProps = Props & { onClose: () => void };

/** Asks what the new row is limited to: of the list a flow tells from, or in words of a flow of one's own. */
function CaseDialog({ table, row, edits, onEdits, onClose }: CaseProps) {
  const t = useTranslations("tables.condition");
  const [condition] = table.conditions;
  const [fact, setFact] = useState(condition?.fact ?? "currency");
  const [value, setValue] = useState("");
  const next = addCase(edits, table, { row, fact, value: value.trim() });
  const choose = (chosen: string) => {
    setFact(chosen);
    setValue("");
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (next) onEdits(next);
    onClose();
  };
  const asked = table.conditions.find((one) => one.fact === fact);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { label: row.label })}
      description={condition ? t("text") : t("help", { open: "{", close: "}" })}
    >
      <form onSubmit={add}>
        <div className="dialog-body form">
          {table.conditions.length > 1 && (
            <Field label={t("fact")}>
              {(control) => (
                <Select
                  {...control}
                  value={fact}
                  onValueChange={choose}
                  options={table.conditions.map((one) => ({ value: one.fact, label: one.title }))}
                />
              )}
            </Field>
          )}
          {!condition && (
            <Field label={t("fact")} help={t("factHelp")} required>
              {(control) => <Input {...control} required value={fact} onChange={(event) => setFact(event.target.value)} />}
            </Field>
          )}
          <ValueField key={fact} condition={asked} value={value} onValue={setValue} isTaken={!next} />
        </div>
        <DialogFoot onClose={onClose} action={t("create")} disabled={!next || value.trim() === "" || !FACT.test(fact)} />
      </form>
    </Dialog>
  );
}

const FACT = /^[A-Za-z]\w*$/;

type ValueFieldProps = {
  condition: ConditionView | undefined;
  value: string;
  onValue: (value: string) => void;
  isTaken: boolean;
};

function ValueField({ condition, value, onValue, isTaken }: ValueFieldProps) {
  const t = useTranslations("tables.condition");
  return (
    <Field label={condition?.title ?? t("value")} error={isTaken ? t("taken") : undefined} required>
      {(control) =>
        condition?.options ? (
          <Combobox
            {...control}
            clearable={false}
            value={value || null}
            onValueChange={(chosen) => onValue(chosen ?? "")}
            options={condition.options}
            empty={t("choose")}
          />
        ) : (
          <Input {...control} autoFocus required maxLength={80} value={value} onChange={(event) => onValue(event.target.value)} />
        )
      }
    </Field>
  );
}
