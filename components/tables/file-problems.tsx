"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FileIssues } from "@/components/ui/file-pick";
import type { ErrorInfo } from "@/lib/core/errors";

/** What of the file is not offered, by line and column: nothing was changed. */
export function FileProblems({ error, onClose }: { error: ErrorInfo; onClose: () => void }) {
  const t = useTranslations("tables.file");
  const ui = useTranslations("ui");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("bad")} description={t("badText")}>
      <div className="dialog-body">
        <FileIssues error={error} title={(count) => t("places", { count })} more={(count) => t("more", { count })} />
      </div>
      <div className="dialog-foot">
        <Button variant="primary" onClick={onClose}>
          {ui("close")}
        </Button>
      </div>
    </Dialog>
  );
}
