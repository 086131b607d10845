"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { addCase, type Edits } from "@/components/tables/edits";
import type { ConditionView, RowView, TableView } from "@/components/tables/types";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type CaseProps = {
  table: TableView;
  row: RowView;
  edits: Edits;
  onEdits: (edits: Edits) => void;
  onClose: () => void;
};

/** Asks what the new row is limited to: of the list a flow tells from, or in words of a flow of one's own. */
export default function CaseDialog({ table, row, edits, onEdits, onClose }: CaseProps) {
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
  const ui = useTranslations("ui");
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
            empty={ui("choose")}
          />
        ) : (
          <Input {...control} autoFocus required maxLength={80} value={value} onChange={(event) => onValue(event.target.value)} />
        )
      }
    </Field>
  );
}
