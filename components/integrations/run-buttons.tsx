"use client";

import { CirclePause, CirclePlay, RotateCw, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import type { RunLine } from "@/components/home/types";
import type { RunActions } from "@/components/integrations/flow-cards";
import type { FlowCard, OpenRun } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";

/** What can be done about the run that goes on or waits. */
export function OpenRunButtons({ flow, open, actions }: { flow: FlowCard; open: OpenRun; actions: RunActions }) {
  const t = useTranslations("integration.flows");
  const { id: flowId, title } = flow;
  const { paused } = open;
  const cancelling = useAction(actions.cancel);
  const pausing = useAction(actions.pause, { done: t(paused ? "resumed" : "paused", { title }) });
  const Icon = paused ? CirclePlay : CirclePause;
  return (
    <>
      <Button
        variant={paused ? "primary" : "default"}
        busy={pausing.busy}
        icon={<Icon className="icon" />}
        aria-label={t(paused ? "goOnNamed" : "pauseNamed", { title })}
        onClick={() => pausing.run({ flowId, paused: !paused })}
      >
        {t(paused ? "goOn" : "pause")}
      </Button>
      <Button
        busy={cancelling.busy}
        icon={<Square className="icon" />}
        aria-label={t("cancelNamed", { title })}
        onClick={() => cancelling.run({ runId: open.id })}
      >
        {t("cancel")}
      </Button>
    </>
  );
}

/** CO-13: a run that stopped goes on right after the stopping point. */
export function ResumeButton({ flow, last, retry }: { flow: FlowCard; last: RunLine; retry: RunActions["retry"] }) {
  const t = useTranslations("integration.flows");
  const router = useRouter();
  const { title } = flow;
  const resuming = useAction(retry, { done: t("restarted", { title }), onDone: ({ id }) => router.push(`/runs/${id}`) });
  if (last.state !== "failed" && last.state !== "cancelled") return null;
  return (
    <Button
      busy={resuming.busy}
      icon={<RotateCw className="icon" />}
      aria-label={t("restartNamed", { title })}
      onClick={() => resuming.run({ runId: last.id })}
    >
      {t("restart")}
    </Button>
  );
}
