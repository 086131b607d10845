"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = {
  words: {
    readonly title: string;
    readonly text: string;
    readonly reason: string;
    readonly confirm: string;
    readonly done: string;
  };
  ids: string[];
  action: Action<{ ids: string[]; reason: string }>;
  /** Nothing is done without a reason. */
  isRequired?: boolean;
  onClose: () => void;
  onDone: () => void;
};

/** Why things are left as they are, for whoever asks later. */
export function ReasonDialog({ words, ids, action, isRequired = false, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  const doing = useAction(action, {
    done: words.done,
    onDone: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={words.title} description={words.text}>
      <div className="dialog-body">
        <Field label={words.reason} required={isRequired}>
          {(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      <DialogFoot
        onClose={onClose}
        action={words.confirm}
        busy={doing.busy}
        disabled={isRequired && reason.trim() === ""}
        onAction={() => doing.run({ ids, reason: reason.trim() })}
      />
    </Dialog>
  );
}
