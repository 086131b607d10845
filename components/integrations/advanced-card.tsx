"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { SettingsDraft } from "@/components/integrations/settings-draft";
import type { SettingsView } from "@/components/integrations/types";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";

const MAX_BATCH = 500;

type CardProps = {
  view: SettingsView;
  draft: SettingsDraft;
  readOnly: boolean;
  onDraft: (draft: SettingsDraft) => void;
};

/** UI-18 and UI-22: what support asks for. Folded, as few need it. */
export function AdvancedCard({ view, draft, readOnly, onDraft }: CardProps) {
  const t = useTranslations("integration.settings.advanced");
  const id = useId();
  const isUsed = view.debug || view.batches.some(({ size }) => size !== null);
  return (
    <details className="card fold" open={isUsed}>
      <summary className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">{t("hint")}</span>
      </summary>
      {view.batches.map(({ flow, title, own }) => (
        <div key={flow} className="setting-row">
          <div>
            <label htmlFor={`${id}-${flow}`}>{t("batch", { flow: title })}</label>
            <p className="help" id={`${id}-${flow}-help`}>
              {t("batchHelp", { own, max: MAX_BATCH })}
            </p>
          </div>
          <div className="control">
            <Input
              id={`${id}-${flow}`}
              className="max-w-28"
              type="number"
              min={1}
              max={MAX_BATCH}
              placeholder={String(own)}
              aria-describedby={`${id}-${flow}-help`}
              disabled={readOnly}
              value={draft.batches[flow] ?? ""}
              onChange={(event) => {
                const size = event.target.valueAsNumber;
                const kept = Number.isInteger(size) ? Math.min(MAX_BATCH, Math.max(1, size)) : null;
                onDraft({ ...draft, batches: { ...draft.batches, [flow]: kept } });
              }}
            />
          </div>
        </div>
      ))}
      <div className="setting-row">
        <div>
          <label htmlFor={`${id}-debug`}>{t("debug")}</label>
          <p className="help" id={`${id}-debug-help`}>
            {t("debugHelp")}
          </p>
        </div>
        <div className="control">
          <Switch
            id={`${id}-debug`}
            aria-describedby={`${id}-debug-help`}
            checked={draft.debug}
            disabled={readOnly}
            onCheckedChange={(debug) => onDraft({ ...draft, debug })}
          />
        </div>
      </div>
    </details>
  );
}
