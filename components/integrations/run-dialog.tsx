"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FlowCard, RunInput } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = { flow: FlowCard; open: boolean; onOpenChange: (open: boolean) => void; start: Action<RunInput, { id: string }> };

/** Runs again from a date of the reader's choice: what is already there is recognised, nothing is made twice. */
export function RunDialog({ flow, open, onOpenChange, start }: Props) {
  const t = useTranslations("integration.flows");
  const ui = useTranslations("ui");
  const [since, setSince] = useState("");
  const starting = useAction(start, { done: t("started", { title: flow.title }), onDone: () => onOpenChange(false) });
  const run = () => starting.run({ flowId: flow.id, mode: "live", since: new Date(since).toISOString() });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("sinceTitle", { title: flow.title })} description={t("sinceText")}>
      <div className="dialog-body">
        <Field label={t("sinceLabel")}>
          {(control) => (
            <Input {...control} type="datetime-local" value={since} onChange={(event) => setSince(event.target.value)} />
          )}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={() => onOpenChange(false)}>
          {ui("cancel")}
        </Button>
        <Button variant="primary" disabled={since === ""} busy={starting.busy} onClick={run}>
          {t("run")}
        </Button>
      </div>
    </Dialog>
  );
}
