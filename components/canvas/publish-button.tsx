"use client";

import { MessageSquarePlus, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";

type Props = { busy: boolean; disabled: boolean; onPublish: (note?: string) => Promise<void> };

/** Publishes the draft, with a word on why for whoever reads the history. */
export function PublishButton({ busy, disabled, onPublish }: Props) {
  const t = useTranslations("editor");
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const publish = () => {
    setOpen(false);
    setNote("");
    void onPublish(note);
  };
  return (
    <span className="publish">
      <Button
        variant="primary"
        icon={<Upload className="icon" />}
        busy={busy}
        disabled={disabled}
        onClick={() => void onPublish()}
      >
        {t("publish")}
      </Button>
      <Button
        square
        variant="primary"
        aria-label={t("publishNote.open")}
        title={t("publishNote.open")}
        disabled={disabled || busy}
        icon={<MessageSquarePlus className="icon" />}
        onClick={() => setOpen(true)}
      />
      <Dialog open={isOpen} onOpenChange={setOpen} title={t("publishNote.open")} description={t("publishNote.help")}>
        <div className="dialog-body">
          <Field label={t("publishNote.label")}>
            {(control) => (
              <Textarea {...control} rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
        </div>
        <div className="dialog-foot">
          <Button variant="primary" icon={<Upload className="icon" />} onClick={publish}>
            {t("publishNote.publish")}
          </Button>
        </div>
      </Dialog>
    </span>
  );
}
