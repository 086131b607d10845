"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { addCase, type Edits } from "@/components/tables/edits";
import type { RowView, TableView } from "@/components/tables/types";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = { table: TableView; row: RowView; edits: Edits; onEdits: (edits: Edits) => void; onClose: () => void };

const FACT = /^[A-Za-z]\w*$/;

/** Asks under what a value becomes something else: a fact of the record and its value. */
export function CaseDialog({ table, row, edits, onEdits, onClose }: Props) {
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
