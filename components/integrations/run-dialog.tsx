"use client";

import { useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import type { FlowCard, RunInput } from "@/components/integrations/types";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { type Moment, MomentField, toInstant } from "@/components/ui/moment-field";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = {
  flow: FlowCard;
  /** `period`: what changed between two moments, and nothing after. */
  kind: "since" | "period";
  open: boolean;
  onOpenChange: (open: boolean) => void;
  start: Action<RunInput, { id: string }>;
};

const START: Moment = { day: "", time: "00:00" };

/** Runs again over what changed since, or within, what the reader chooses: what is already there is recognised. */
export function RunDialog({ flow, kind, open, onOpenChange, start }: Props) {
  const t = useTranslations("integration.flows");
  const timeZone = useTimeZone() ?? "UTC";
  const [from, setFrom] = useState(START);
  const [to, setTo] = useState(START);
  const starting = useAction(start, { done: t("started", { title: flow.title }), onDone: () => onOpenChange(false) });
  const [since, until] = [toInstant(from, timeZone), kind === "period" ? toInstant(to, timeZone) : undefined];
  const isTurned = since !== undefined && until !== undefined && until <= since;
  const isReady = since !== undefined && (kind === "since" || (until !== undefined && !isTurned));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(`${kind}Title`, { title: flow.title })}
      description={t(`${kind}Text`)}
    >
      <div className="dialog-body stack">
        <MomentField label={t("sinceLabel")} value={from} onValueChange={setFrom} />
        {kind === "period" && (
          <MomentField
            label={t("untilLabel")}
            value={to}
            onValueChange={setTo}
            error={isTurned ? t("periodTurned") : undefined}
          />
        )}
      </div>
      <DialogFoot
        onClose={() => onOpenChange(false)}
        action={t(kind === "period" ? "replay" : "run")}
        busy={starting.busy}
        disabled={!isReady}
        onAction={() => starting.run({ flowId: flow.id, mode: "live", since, until })}
      />
    </Dialog>
  );
}
