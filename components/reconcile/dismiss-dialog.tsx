"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ReconcileActions } from "@/components/reconcile/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";

type Props = {
  ids: string[];
  dismiss: ReconcileActions["dismiss"];
  onClose: () => void;
  onDone: () => void;
};

/** Why a difference is right as it is, for whoever asks later. */
export function DismissDialog({ ids, dismiss, onClose, onDone }: Props) {
  const t = useTranslations("reconcile");
  const ui = useTranslations("ui");
  const [reason, setReason] = useState("");
  const dismissing = useAction(dismiss, {
    done: t("dismissed", { count: ids.length }),
    onDone: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("dismissTitle", { count: ids.length })}
      description={t("dismissText")}
    >
      <div className="dialog-body">
        <Field label={t("reason")} required>
          {(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={onClose}>
          {ui("cancel")}
        </Button>
        <Button
          variant="primary"
          busy={dismissing.busy}
          disabled={reason.trim() === ""}
          onClick={() => dismissing.run({ ids, reason: reason.trim() })}
        >
          {t("confirmDismiss")}
        </Button>
      </div>
    </Dialog>
  );
}
