"use client";

import { CalendarClock, CalendarRange, Ellipsis, Flag, FlaskConical, ListRestart, Play, Workflow } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { RunCounts, RunLine } from "@/components/home/types";
import { type MarkActions, MarksDialog } from "@/components/integrations/marks-dialog";
import { OpenRunButtons, ResumeButton } from "@/components/integrations/run-buttons";
import { RunDialog } from "@/components/integrations/run-dialog";
import type { FlowCard, OpenRun, RunInput } from "@/components/integrations/types";
import { useTimeLeft } from "@/components/runs/time-left";
import { Button } from "@/components/ui/button";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { Menu, MenuItem, MenuLine, MenuLink } from "@/components/ui/menu";
import { StateBadge } from "@/components/ui/state-badge";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

export type RunActions = {
  start: Action<RunInput, { id: string }>;
  cancel: Action<{ runId: string }>;
  pause: Action<{ flowId: string; paused: boolean }>;
  retry: Action<{ runId: string }, { id: string }>;
  loadMarks: MarkActions["load"];
  setMark: MarkActions["set"];
};

type CardsProps = { flows: readonly FlowCard[]; actions: RunActions; mayRun: boolean; mayWrite: boolean };

/** UI-29: one card per action of the integration, in the order of a first synchronisation. */
export function FlowCards({ flows, actions, mayRun, mayWrite }: CardsProps) {
  return (
    <>
      <LiveRefresh active={flows.some((flow) => flow.open !== null)} />
      <ol className="flow-cards">
        {flows.map((flow, index) => (
          <li key={flow.id}>
            <Card flow={flow} number={index + 1} actions={actions} mayRun={mayRun} mayWrite={mayWrite} />
          </li>
        ))}
      </ol>
    </>
  );
}

type CardProps = Omit<CardsProps, "flows"> & { flow: FlowCard; number: number };
type Asked = "since" | "period" | "marks";

function Card({ flow, number, actions, mayRun, mayWrite }: CardProps) {
  const t = useTranslations("integration.flows");
  const start = useAction(actions.start, { done: t("started", { title: flow.title }) });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (open: boolean) => !open && setAsked(null);
  return (
    <section className="card flow-card" aria-label={flow.title}>
      <span className="flow-number" aria-hidden="true">
        {number}
      </span>
      <div className="flow-text">
        <h2>{flow.title}</h2>
        <p>{flow.description}</p>
      </div>
      <div className="flow-actions">
        {mayRun && flow.open === null && (
          <Button
            variant="primary"
            busy={start.busy}
            disabled={flow.version === null}
            icon={<Play className="icon" />}
            aria-label={t("runNamed", { title: flow.title })}
            onClick={() => start.run({ flowId: flow.id, mode: "live" })}
          >
            {t("run")}
          </Button>
        )}
        {mayRun && flow.open && <OpenRunButtons flow={flow} open={flow.open} actions={actions} />}
        {mayRun && !flow.open && flow.last && <ResumeButton flow={flow} last={flow.last} retry={actions.retry} />}
        <CardMenu flow={flow} mayRun={mayRun} onDry={() => start.run({ flowId: flow.id, mode: "dry" })} onAsk={setAsked} />
      </div>
      <CardFoot flow={flow} />
      <RunDialog flow={flow} kind="since" open={asked === "since"} onOpenChange={close} start={actions.start} />
      <RunDialog flow={flow} kind="period" open={asked === "period"} onOpenChange={close} start={actions.start} />
      <MarksDialog
        flow={flow}
        open={asked === "marks"}
        onOpenChange={close}
        actions={{ load: actions.loadMarks, set: actions.setMark }}
        mayWrite={mayWrite}
      />
    </section>
  );
}

type CardMenuProps = { flow: FlowCard; mayRun: boolean; onDry: () => void; onAsk: (what: Asked) => void };

function CardMenu({ flow, mayRun, onDry, onAsk }: CardMenuProps) {
  const t = useTranslations("integration.flows");
  const idle = mayRun && flow.open === null && flow.version !== null;
  return (
    <Menu
      trigger={
        <Button variant="quiet" square aria-label={t("menu", { title: flow.title })}>
          <Ellipsis className="icon" />
        </Button>
      }
    >
      {idle && (
        <>
          <MenuItem icon={<FlaskConical className="icon" />} onSelect={onDry}>
            {t("dry")}
          </MenuItem>
          <MenuItem icon={<ListRestart className="icon" />} onSelect={() => onAsk("since")}>
            {t("since")}
          </MenuItem>
          <MenuItem icon={<CalendarRange className="icon" />} onSelect={() => onAsk("period")}>
            {t("period")}
          </MenuItem>
          <MenuLine />
        </>
      )}
      {flow.version !== null && (
        <MenuItem icon={<Flag className="icon" />} onSelect={() => onAsk("marks")}>
          {t("marks.menu")}
        </MenuItem>
      )}
      <MenuLink href={`/flows/${flow.id}`} icon={<Workflow className="icon" />}>
        {t("openFlow")}
      </MenuLink>
    </Menu>
  );
}

function CardFoot({ flow }: { flow: FlowCard }) {
  const t = useTranslations("integration.flows");
  return (
    <div className="flow-foot">
      {flow.open ? <Progress open={flow.open} /> : flow.last ? <LastRun run={flow.last} /> : <StateBadge state="idle" plain />}
      {flow.every && (
        <span className="row push muted">
          <CalendarClock className="icon sm" />
          {flow.every}
        </span>
      )}
      {flow.version === null && <span className="state plain attention">{t("unpublished")}</span>}
    </div>
  );
}

function Progress({ open }: { open: OpenRun }) {
  const t = useTranslations("integration.flows");
  const left = useTimeLeft();
  return (
    <Link href={`/runs/${open.id}`} className="row flow-progress">
      <StateBadge state={open.paused ? "paused" : open.state} />
      {open.state === "running" && (
        <span className="num">
          {open.total ? t("ofTotal", { count: open.done, total: open.total }) : t("done", { count: open.done })}
        </span>
      )}
      {open.secondsLeft !== null && !open.paused && <span className="num muted">{left(open.secondsLeft)}</span>}
      {open.failed > 0 && (
        <StateBadge state="failed" plain>
          {t("failed", { count: open.failed })}
        </StateBadge>
      )}
    </Link>
  );
}

const TOLD = ["created", "updated", "unchanged", "ignored", "review", "failed"] as const satisfies readonly (keyof RunCounts)[];

function LastRun({ run }: { run: RunLine }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  return (
    <>
      <Link href={`/runs/${run.id}`} className="row">
        <StateBadge state={run.state} plain />
        <Ago at={run.at} />
        {run.dry && <span className="tag">{t("dry")}</span>}
      </Link>
      {TOLD.filter((kind) => run.counts[kind] > 0).map((kind) => (
        <StateBadge key={kind} state={kind} plain>
          <span title={t(`counts.${kind}`)}>
            {format.number(run.counts[kind])} <span className="not-phone">{t(`told.${kind}`, { count: run.counts[kind] })}</span>
          </span>
        </StateBadge>
      ))}
    </>
  );
}
