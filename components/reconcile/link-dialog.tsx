"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DifferenceLine, ReconcileActions } from "@/components/reconcile/types";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";

type Props = { line: DifferenceLine; action: ReconcileActions["link"]; onClose: () => void };

/** Which order a document belongs to that nobody brought over. */
export function LinkDialog({ line, action, onClose }: Props) {
  const t = useTranslations("reconcile");
  const [order, setOrder] = useState("");
  const linking = useAction(action, { done: t("linked"), onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("linkTitle", { label: line.label })}
      description={t("linkText")}
    >
      <div className="dialog-body">
        <Field label={t("linkOrder")} required>
          {(control) => <Input {...control} value={order} maxLength={100} onChange={(event) => setOrder(event.target.value)} />}
        </Field>
      </div>
      <DialogFoot
        onClose={onClose}
        action={t("linkConfirm")}
        busy={linking.busy}
        disabled={order.trim() === ""}
        onAction={() => linking.run({ id: line.id, order: order.trim() })}
      />
    </Dialog>
  );
}
