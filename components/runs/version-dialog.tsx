"use client";

import { useTranslations } from "use-intl";
import type { RunView } from "@/components/runs/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

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
  const ui = useTranslations("ui");
  const [before, now] = [run.version ?? 0, run.newerVersion ?? 0];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("text", { before, now })}>
      <div className="dialog-body stack">
        <p>{t("same", { version: before })}</p>
        <p>{t("latest", { version: now })}</p>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={() => onOpenChange(false)}>
          {ui("cancel")}
        </Button>
        <Button busy={busy} onClick={() => onChoose("same")}>
          {t("keep", { version: before })}
        </Button>
        <Button variant="primary" busy={busy} onClick={() => onChoose("latest")}>
          {t("use", { version: now })}
        </Button>
      </div>
    </Dialog>
  );
}
