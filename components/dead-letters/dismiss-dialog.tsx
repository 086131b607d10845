"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DeadLetterActions } from "@/components/dead-letters/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";

type Props = {
  open: boolean;
  ids: string[];
  dismiss: DeadLetterActions["dismiss"];
  onClose: () => void;
  onDone: () => void;
};

/** Why records are left out, for whoever asks later. */
export function DismissDialog({ open, ids, dismiss, onClose, onDone }: Props) {
  const t = useTranslations("deadLetters");
  const ui = useTranslations("ui");
  const [reason, setReason] = useState("");
  const dismissing = useAction(dismiss, {
    done: t("dismissed", { count: ids.length }),
    onDone: () => {
      setReason("");
      onDone();
      onClose();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("dismissTitle", { count: ids.length })}
      description={t("dismissText", { count: ids.length })}
    >
      <div className="dialog-body">
        <Field label={t("reason")}>
          {(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={onClose}>
          {ui("cancel")}
        </Button>
        <Button variant="primary" busy={dismissing.busy} onClick={() => dismissing.run({ ids, reason: reason.trim() })}>
          {t("confirmDismiss")}
        </Button>
      </div>
    </Dialog>
  );
}
