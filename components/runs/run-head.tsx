"use client";

import { CirclePause, CirclePlay, Download, FlaskConical, Play, RotateCcw, Square, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RunView, Snapshot } from "@/components/runs/types";
import { VersionDialog } from "@/components/runs/version-dialog";
import { Button, LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { StateBadge } from "@/components/ui/state-badge";
import { type Action, useAction } from "@/components/ui/use-action";

export type RunActions = {
  cancel: Action<{ runId: string }>;
  retry: Action<{ runId: string; only?: "failed"; version?: "same" | "latest" }, { id: string }>;
  retryRecord: Action<{ runId: string; key: string }, { id: string }>;
  pause: Action<{ flowId: string; paused: boolean }>;
};

type Props = { run: RunView; snapshot: Snapshot; actions: RunActions };

/** Which flow, in which state, and what can be done about it now. */
export function RunHead({ run, snapshot, actions }: Props) {
  const t = useTranslations("run");
  const { status, cancelRequested, paused } = snapshot.run;
  const isOpen = status === "queued" || status === "running";
  const middle = run.integration ? [{ label: run.integration.name, href: `/integrations/${run.integration.id}` }] : [];
  return (
    <PageHead
      crumbs={[{ label: t("crumb"), href: "/runs" }, ...middle, { label: run.title, href: `/flows/${run.flowId}` }]}
      title={run.title}
      after={
        <>
          <StateBadge state={isOpen && paused ? "paused" : status}>
            {isOpen && cancelRequested ? t("stopping") : undefined}
          </StateBadge>
          {run.isDry && (
            <span className="tag">
              <FlaskConical className="icon" />
              {t("dry")}
            </span>
          )}
        </>
      }
      actions={
        <>
          <LinkButton href={`/flows/${run.flowId}`} icon={<Workflow className="icon" />}>
            {t("openFlow")}
          </LinkButton>
          {run.hasSource && (
            <a className="btn" href={`/api/v1/runs/${run.id}/source`} download>
              <Download className="icon" />
              {t("source")}
            </a>
          )}
          {isOpen && run.mayCancel && !cancelRequested && <PauseButton run={run} paused={paused} pause={actions.pause} />}
          {isOpen && run.mayCancel && <CancelButton run={run} isAsked={cancelRequested} cancel={actions.cancel} />}
          {!isOpen && run.mayRun && <RetryButtons run={run} snapshot={snapshot} retry={actions.retry} />}
        </>
      }
    />
  );
}

/** The flow waits after the page under way, and goes on with the next one. */
function PauseButton({ run, paused, pause }: { run: RunView; paused: boolean; pause: RunActions["pause"] }) {
  const t = useTranslations("run");
  const pausing = useAction(pause, { done: t(paused ? "goesOnNow" : "pauseAsked") });
  const Icon = paused ? CirclePlay : CirclePause;
  return (
    <Button
      variant={paused ? "primary" : "default"}
      busy={pausing.busy}
      icon={<Icon className="icon" />}
      onClick={() => pausing.run({ flowId: run.flowId, paused: !paused })}
    >
      {t(paused ? "goOn" : "pause")}
    </Button>
  );
}

function CancelButton({ run, isAsked, cancel }: { run: RunView; isAsked: boolean; cancel: RunActions["cancel"] }) {
  const t = useTranslations("run");
  const cancelling = useAction(cancel, { done: t("cancelAsked") });
  return (
    <Button
      busy={cancelling.busy}
      disabled={isAsked}
      icon={<Square className="icon" />}
      onClick={() => cancelling.run({ runId: run.id })}
    >
      {t("cancel")}
    </Button>
  );
}

function RetryButtons({ run, snapshot, retry }: { run: RunView; snapshot: Snapshot; retry: RunActions["retry"] }) {
  const t = useTranslations("run");
  const router = useRouter();
  const open = ({ id }: { id: string }) => router.push(`/runs/${id}`);
  const [choosing, setChoosing] = useState(false);
  const resuming = useAction(retry, { done: t("resumed"), onDone: () => setChoosing(false) });
  const retrying = useAction(retry, { done: t("retried"), onDone: open });
  const { status, counts } = snapshot.run;
  const canResume = status === "failed" || status === "cancelled";
  return (
    <>
      {counts.failed > 0 && (
        <Button
          variant={canResume ? "default" : "primary"}
          busy={retrying.busy}
          icon={<RotateCcw className="icon" />}
          onClick={() => retrying.run({ runId: run.id, only: "failed" })}
        >
          {t("retryFailed", { count: counts.failed })}
        </Button>
      )}
      {canResume && (
        <Button
          variant="primary"
          busy={resuming.busy}
          icon={<Play className="icon" />}
          onClick={() => (run.newerVersion === null ? resuming.run({ runId: run.id }) : setChoosing(true))}
        >
          {t("resume")}
        </Button>
      )}
      <VersionDialog
        run={run}
        open={choosing}
        onOpenChange={setChoosing}
        busy={resuming.busy}
        onChoose={(version) => resuming.run({ runId: run.id, version })}
      />
    </>
  );
}
