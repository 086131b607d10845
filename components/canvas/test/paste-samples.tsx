"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Sample, Trial } from "@/components/canvas/test/use-trial";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { isJsonObject } from "@/lib/core/json";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; trial: Trial };

/** Records pasted as JSON instead of those read from the shop. */
export function PasteSamples({ open, onOpenChange, trial }: Props) {
  const t = useTranslations("editor.try");
  const [text, setText] = useState(() =>
    trial.samples
      ? JSON.stringify(
          trial.samples.map((sample) => sample.data),
          null,
          2,
        )
      : "",
  );
  const [error, setError] = useState<string>();
  const use = () => {
    const samples = parseSamples(text);
    if (!samples) return setError(t("pasteError"));
    setError(undefined);
    trial.setSamples(samples);
    onOpenChange(false);
  };
  const clear = () => {
    setText("");
    setError(undefined);
    trial.setSamples(null);
    onOpenChange(false);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("pasteTitle")} description={t("pasteHelp")}>
      <div className="dialog-body">
        <Field label={t("records")} error={error}>
          {(control) => (
            <Textarea
              {...control}
              rows={12}
              className="mono"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button onClick={clear}>{t("useLive")}</Button>
        <Button variant="primary" onClick={use}>
          {t("usePasted")}
        </Button>
      </div>
    </Dialog>
  );
}

/** A record or a list of records; undefined when the text is neither. */
function parseSamples(text: string): Sample[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const records: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (records.length === 0 || records.length > 20 || !records.every(isJsonObject)) return undefined;
  return records.map((data, index) => ({
    key: String(data.id ?? index + 1),
    label: String(data.reference ?? data.ref ?? data.id ?? index + 1),
    data,
  }));
}
