"use client";

import { ClipboardPaste, CloudDownload, History, OctagonX, SlidersHorizontal } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Trial } from "@/components/canvas/test/use-trial";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";

/** Which records a try is made on. */
export function SourceMenu({ trial, onPaste }: { trial: Trial; onPaste: () => void }) {
  const t = useTranslations("editor.try");
  const trigger = (
    <Button square size="sm" variant="quiet" aria-label={t("source.title")} icon={<SlidersHorizontal className="icon" />} />
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>{t("source.title")}</MenuLabel>
      <MenuItem
        icon={<CloudDownload className="icon" />}
        checked={trial.source === "live"}
        onSelect={() => trial.setSource("live")}
      >
        {t("source.live")}
      </MenuItem>
      <MenuItem
        icon={<History className="icon" />}
        checked={trial.source === "lastRun"}
        onSelect={() => trial.setSource("lastRun")}
      >
        {t("source.lastRun")}
      </MenuItem>
      <MenuItem
        icon={<OctagonX className="icon" />}
        checked={trial.source === "failed"}
        onSelect={() => trial.setSource("failed")}
      >
        {t("source.failed")}
      </MenuItem>
      <MenuItem icon={<ClipboardPaste className="icon" />} checked={trial.source === "pasted"} onSelect={onPaste}>
        {t("source.pasted")}
      </MenuItem>
    </Menu>
  );
}
