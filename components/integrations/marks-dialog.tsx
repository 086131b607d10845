"use client";

import { useCallback, useEffect, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import type { FlowCard, MarkView } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Moment, MomentField, toInstant } from "@/components/ui/moment-field";
import { Note } from "@/components/ui/note";
import { Stamp } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

export type MarkActions = {
  load: Action<{ flowId: string }, readonly MarkView[]>;
  set: Action<{ flowId: string; driver: string; at: string | null }>;
};

type Props = { flow: FlowCard; open: boolean; onOpenChange: (open: boolean) => void; actions: MarkActions; mayWrite: boolean };

/** How far each stream was read, and from where the next run reads: another date, or everything. */
export function MarksDialog({ flow, open, onOpenChange, actions, mayWrite }: Props) {
  const t = useTranslations("integration.flows.marks");
  const ui = useTranslations("ui");
  const { marks, isFailed, reload } = useMarks(actions.load, { flowId: flow.id, open });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title", { title: flow.title })} description={t("text")}>
      <div className="dialog-body stack">
        {isFailed && <Note kind="error" title={t("failed")} />}
        {marks?.length === 0 && <p className="muted">{t("none")}</p>}
        {marks?.map((mark) => (
          <MarkRow key={mark.driver} flowId={flow.id} mark={mark} set={actions.set} mayWrite={mayWrite} onChanged={reload} />
        ))}
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={() => onOpenChange(false)}>
          {ui("close")}
        </Button>
      </div>
    </Dialog>
  );
}

function useMarks(load: MarkActions["load"], { flowId, open }: { flowId: string; open: boolean }) {
  const [marks, setMarks] = useState<readonly MarkView[] | null>(null);
  const [isFailed, setFailed] = useState(false);
  const reload = useCallback(async () => {
    const result = await load({ flowId }).catch(() => null);
    setFailed(!result?.ok);
    if (result?.ok) setMarks(result.value);
  }, [load, flowId]);
  useEffect(() => {
    if (open) void reload();
  }, [open, reload]);
  return { marks, isFailed, reload };
}

type RowProps = { flowId: string; mark: MarkView; set: MarkActions["set"]; mayWrite: boolean; onChanged: () => void };

function MarkRow({ flowId, mark, set, mayWrite, onChanged }: RowProps) {
  const t = useTranslations("integration.flows.marks");
  const timeZone = useTimeZone() ?? "UTC";
  const [moment, setMoment] = useState<Moment>({ day: "", time: "00:00" });
  const setting = useAction(set, { done: t("changed"), onDone: onChanged });
  const { driver, label } = mark;
  const at = toInstant(moment, timeZone);
  return (
    <section className="stack" aria-label={label}>
      <p>
        <b>{label}</b> · <ReadUpTo value={mark.value} />
        {mark.movedAt !== null && (
          <span className="small muted">
            {" "}
            · {t("moved")} <Stamp at={mark.movedAt} />
          </span>
        )}
      </p>
      {mayWrite && (
        <>
          <MomentField label={t("from")} value={moment} onValueChange={setMoment} />
          <div className="row">
            <Button
              disabled={at === undefined}
              busy={setting.busy}
              onClick={() => at !== undefined && setting.run({ flowId, driver, at })}
            >
              {t("set")}
            </Button>
            <Button
              variant="quiet"
              disabled={mark.value === null}
              busy={setting.busy}
              onClick={() => setting.run({ flowId, driver, at: null })}
            >
              {t("clear")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function ReadUpTo({ value }: { value: unknown }) {
  const t = useTranslations("integration.flows.marks");
  if (value === null) return <>{t("never")}</>;
  const isDate = typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value));
  return (
    <>
      {t("readUpTo")} {isDate ? <Stamp at={value} /> : <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>}
    </>
  );
}
