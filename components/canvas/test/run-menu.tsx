"use client";

import { ChevronDown, Play, Route, SquareDashedMousePointer, Workflow } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Trial } from "@/components/canvas/test/use-trial";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";

/** Up to this step; or this step alone on what went in last time; or the whole flow. */
export function RunMenu({ nodeId, trial }: { nodeId: string; trial: Trial }) {
  const t = useTranslations("editor.try");
  const hasInput = (trial.of(nodeId)?.inputs.length ?? 0) > 0;
  const trigger = (
    <Button square size="sm" aria-label={t("more")} disabled={trial.busy} icon={<ChevronDown className="icon" />} />
  );
  return (
    <span className="button-pair">
      <Button size="sm" busy={trial.busy} icon={<Play className="icon" />} onClick={() => trial.run(nodeId)}>
        {t("thisStep")}
      </Button>
      <Menu trigger={trigger}>
        <MenuItem icon={<Route className="icon" />} onSelect={() => void trial.run(nodeId)}>
          {t("upTo")}
        </MenuItem>
        <MenuItem
          icon={<SquareDashedMousePointer className="icon" />}
          disabled={!hasInput}
          onSelect={() => void trial.runAlone(nodeId)}
        >
          {t("alone")}
        </MenuItem>
        <MenuItem icon={<Workflow className="icon" />} onSelect={() => void trial.run()}>
          {t("whole")}
        </MenuItem>
      </Menu>
    </span>
  );
}
