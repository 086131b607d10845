"use client";

import { useTranslations } from "use-intl";
import type { RunView } from "@/components/runs/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";

type Props = {
  run: Pick<RunView, "version" | "newerVersion">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  busy: boolean;
  onChoose: (version: "same" | "latest") => void;
};

/** The flow was published again since the run began: on which of the two it goes on. */
export function VersionDialog({ run, open, onOpenChange, busy, onChoose }: Props) {
  const t = useTranslations("run.version");
  const [before, now] = [run.version ?? 0, run.newerVersion ?? 0];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("text", { before, now })}>
      <div className="dialog-body stack">
        <p>{t("same", { version: before })}</p>
        <p>{t("latest", { version: now })}</p>
      </div>
      <DialogFoot
        onClose={() => onOpenChange(false)}
        action={t("use", { version: now })}
        busy={busy}
        onAction={() => onChoose("latest")}
      >
        <Button busy={busy} onClick={() => onChoose("same")}>
          {t("keep", { version: before })}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
