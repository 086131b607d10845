"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { DeadLetterActions, DeadLetterView } from "@/components/dead-letters/types";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { useErrorText } from "@/components/ui/error-text";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import { type ErrorInfo, toErrorInfo } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

type Props = { letter: DeadLetterView; actions: DeadLetterActions; onClose: () => void };
type Reading =
  | { readonly state: "reading" | "none" }
  | { readonly state: "failed"; readonly error: ErrorInfo }
  | { readonly state: "read" };

/** The record as the flow received it, to be corrected and done again. */
export function EditDialog({ letter, actions, onClose }: Props) {
  const t = useTranslations("deadLetters");
  const errorText = useErrorText();
  const { reading, text, setText } = useRecord(letter.id, actions.read);
  const data = parseObject(text);
  const editing = useAction(actions.edit, { done: t("edited"), onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("editTitle", { label: letter.label })}
      description={t("editText")}
    >
      <div className="dialog-body">
        {reading.state === "reading" && <p>{t("reading")}</p>}
        {reading.state === "none" && <p>{t("noData")}</p>}
        {reading.state === "failed" && <p role="alert">{errorText(reading.error)}</p>}
        {reading.state === "read" && (
          <Field label={t("data")} error={data === undefined ? t("notJson") : undefined}>
            {(control) => (
              <Textarea
                {...control}
                className="mono"
                rows={16}
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <DialogFoot
        onClose={onClose}
        action={t("edit")}
        busy={editing.busy}
        disabled={reading.state !== "read" || data === undefined}
        onAction={() => data && editing.run({ id: letter.id, data })}
      />
    </Dialog>
  );
}

function useRecord(id: string, read: DeadLetterActions["read"]) {
  const [reading, setReading] = useState<Reading>({ state: "reading" });
  const [text, setText] = useState("");
  useEffect(() => {
    let isOpen = true;
    const load = async () => {
      const result = await read({ id });
      if (!isOpen) return;
      if (result.ok) setText(JSON.stringify(result.value.data, null, 2));
      if (!result.ok) setReading({ state: "failed", error: result.error });
      else setReading({ state: result.value.data === null ? "none" : "read" });
    };
    load().catch((thrown: unknown) => setReading({ state: "failed", error: toErrorInfo(thrown) }));
    return () => {
      isOpen = false;
    };
  }, [id, read]);
  return { reading, text, setText };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
