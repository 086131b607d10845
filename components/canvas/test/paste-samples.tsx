"use client";

import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { parseSamples } from "@/components/canvas/test/samples";
import type { Trial } from "@/components/canvas/test/use-trial";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";

type Props = { open: boolean; onOpenChange: (open: boolean) => void; trial: Trial };

/** Larger files hold more than the records of a try. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Records pasted or taken from a file, JSON or XML, instead of those read from the shop. */
export function PasteSamples({ open, onOpenChange, trial }: Props) {
  const t = useTranslations("editor.try");
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => (trial.samples ? textOf(trial.samples.map((sample) => sample.data)) : ""));
  const [error, setError] = useState<string>();
  const use = async () => {
    const samples = await parseSamples(text);
    if (!samples) return setError(t("pasteError"));
    setError(undefined);
    trial.setSamples(samples);
    onOpenChange(false);
  };
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return setError(t("fileTooLarge"));
    setError(undefined);
    setText(await chosen.text());
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
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,.xml,application/json,text/xml,application/xml"
          aria-label={t("file")}
          onChange={(event) => void load(event.target.files?.[0])}
        />
        <Button size="sm" icon={<FileUp className="icon" />} onClick={() => file.current?.click()}>
          {t("file")}
        </Button>
      </div>
      <div className="dialog-foot">
        <Button onClick={clear}>{t("useLive")}</Button>
        <Button variant="primary" onClick={() => void use()}>
          {t("usePasted")}
        </Button>
      </div>
    </Dialog>
  );
}

function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
