"use client";

import { useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import type { FlowCard, RunInput } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { DateField } from "@/components/ui/date-field";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { TimeField } from "@/components/ui/time-field";
import { type Action, useAction } from "@/components/ui/use-action";
import { fromWall } from "@/lib/core/wall-clock";

type Props = { flow: FlowCard; open: boolean; onOpenChange: (open: boolean) => void; start: Action<RunInput, { id: string }> };

/** Runs again from a date of the reader's choice: what is already there is recognised, nothing is made twice. */
export function RunDialog({ flow, open, onOpenChange, start }: Props) {
  const t = useTranslations("integration.flows");
  const ui = useTranslations("ui");
  const timeZone = useTimeZone() ?? "UTC";
  const [day, setDay] = useState("");
  const [time, setTime] = useState("00:00");
  const starting = useAction(start, { done: t("started", { title: flow.title }), onDone: () => onOpenChange(false) });
  const since = () => fromWall(new Date(`${day}T${time || "00:00"}:00Z`), timeZone).toISOString();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("sinceTitle", { title: flow.title })} description={t("sinceText")}>
      <div className="dialog-body row items-end">
        <Field label={t("sinceLabel")}>{(control) => <DateField {...control} value={day} onValueChange={setDay} />}</Field>
        <Field label={ui("time")}>{(control) => <TimeField {...control} value={time} onValueChange={setTime} />}</Field>
        <span className="small muted pb-2">{timeZone}</span>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={() => onOpenChange(false)}>
          {ui("cancel")}
        </Button>
        <Button
          variant="primary"
          disabled={day === ""}
          busy={starting.busy}
          onClick={() => starting.run({ flowId: flow.id, mode: "live", since: since() })}
        >
          {t("run")}
        </Button>
      </div>
    </Dialog>
  );
}
