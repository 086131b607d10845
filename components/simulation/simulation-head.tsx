"use client";

import { Download, Play, Repeat, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { SimulationRequest, SimulationView, Snapshot } from "@/components/simulation/types";
import { Button, LinkButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PageHead } from "@/components/ui/page-head";
import { StateBadge } from "@/components/ui/state-badge";
import { type Action, useAction } from "@/components/ui/use-action";

export type SimulationActions = {
  start: Action<SimulationRequest & { flowId: string }, { id: string }>;
  cancel: Action<{ simulationId: string }>;
  run: Action<{ simulationId: string; keys?: string[]; publish?: boolean }, { id: string }>;
};

type Props = {
  view: SimulationView;
  snapshot: Snapshot;
  chosen: ReadonlySet<string>;
  actions: SimulationActions;
};

/** What was simulated, that nothing was written, and what can be done now. */
export function SimulationHead({ view, snapshot, chosen, actions }: Props) {
  const t = useTranslations("simulation");
  const { flow, integration, request } = view;
  const isOpen = snapshot.status === "queued" || snapshot.status === "running";
  const middle = integration ? [{ label: integration.name, href: `/integrations/${integration.id}` }] : [];
  return (
    <PageHead
      crumbs={[...middle, { label: flow.title, href: `/flows/${flow.id}` }, { label: t(request.kind) }]}
      title={t(request.kind)}
      after={<Status snapshot={snapshot} />}
      purpose={<Scope view={view} />}
      actions={
        <>
          {!isOpen && snapshot.counts.total > 0 && <ExportMenu id={view.id} />}
          {isOpen && view.may.cancel && <CancelButton view={view} isAsked={snapshot.cancelRequested} cancel={actions.cancel} />}
          {!isOpen && view.may.run && <AgainButton view={view} start={actions.start} />}
          {!isOpen && view.may.run && request.kind === "difference" && (
            <RunButton view={view} snapshot={snapshot} chosen={chosen} run={actions.run} />
          )}
          {!isOpen && request.kind === "replay" && (
            <LinkButton variant="primary" href={`/flows/${flow.id}`}>
              {t("openDraft")}
            </LinkButton>
          )}
        </>
      }
    />
  );
}

/** Only what people must know: that it goes on, or did not come to its end. */
function Status({ snapshot: { status, counts } }: { snapshot: Snapshot }) {
  const t = useTranslations("simulation");
  if (status === "succeeded") return null;
  return <StateBadge state={status}>{status === "running" ? t("reading", { count: counts.total }) : undefined}</StateBadge>;
}

/** `Orders, draft · records changed since 02/11/2026 · nothing was written` */
function Scope({ view }: { view: SimulationView }) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  const { flow, request } = view;
  const day = (text: string) => format.dateTime(new Date(text), "date");
  const from = request.since ? day(request.since) : "";
  const which = (() => {
    if (request.kind === "replay") return t("scope.replay", { days: request.days });
    if (request.keys) return t("scope.keys", { count: request.keys.length });
    if (request.since && request.until) return t("scope.period", { from, to: day(request.until) });
    if (request.since) return t("scope.since", { from });
    return t("scope.next");
  })();
  const version = request.kind === "replay" ? t("both") : t(request.version);
  return (
    <>
      {t("scope.line", { flow: flow.title, version, which })} <strong>{t("nothingWritten")}</strong>
    </>
  );
}

function ExportMenu({ id }: { id: string }) {
  const t = useTranslations("simulation");
  const download = (format: "csv" | "json") => window.location.assign(`/api/v1/simulations/${id}/export?format=${format}`);
  const trigger = (
    <Button variant="quiet" icon={<Download className="icon" />}>
      {t("export")}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => download("csv")}>{t("exportCsv")}</MenuItem>
      <MenuItem onSelect={() => download("json")}>{t("exportJson")}</MenuItem>
    </Menu>
  );
}

function CancelButton(props: { view: SimulationView; isAsked: boolean; cancel: SimulationActions["cancel"] }) {
  const t = useTranslations("simulation");
  const cancelling = useAction(props.cancel);
  return (
    <Button
      busy={cancelling.busy}
      disabled={props.isAsked}
      icon={<Square className="icon" />}
      onClick={() => cancelling.run({ simulationId: props.view.id })}
    >
      {t("cancel")}
    </Button>
  );
}

function AgainButton({ view, start }: { view: SimulationView; start: SimulationActions["start"] }) {
  const t = useTranslations("simulation");
  const router = useRouter();
  const starting = useAction(start, { onDone: ({ id }) => router.push(`/flows/${view.flow.id}/simulation/${id}`) });
  return (
    <Button
      busy={starting.busy}
      icon={<Repeat className="icon" />}
      onClick={() => starting.run({ ...view.request, flowId: view.flow.id })}
    >
      {t("again")}
    </Button>
  );
}

/** Runs for real what would be written, or what was chosen of it: exactly these records, no other. */
function RunButton({
  view,
  snapshot,
  chosen,
  run,
}: Pick<Props, "view" | "snapshot" | "chosen"> & { run: SimulationActions["run"] }) {
  const t = useTranslations("simulation");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const running = useAction(run, { onDone: ({ id }) => router.push(`/runs/${id}`) });
  const { created, updated } = snapshot.counts;
  const count = chosen.size > 0 ? chosen.size : created + updated;
  const keys = chosen.size > 0 ? { keys: [...chosen] } : {};
  const mustPublish = !view.isPublished;
  const go = () => running.run({ simulationId: view.id, ...keys, ...(mustPublish ? { publish: true } : {}) });
  return (
    <>
      <Button
        variant="primary"
        busy={running.busy}
        disabled={count === 0 || (mustPublish && !view.may.publish)}
        icon={<Play className="icon" />}
        onClick={() => (mustPublish ? setAsking(true) : go())}
      >
        {t("run", { count })}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger={false}
        title={t("publishTitle", { flow: view.flow.title })}
        description={t("publishText", { count, target: view.target })}
        confirm={t("publishAndRun")}
        busy={running.busy}
        onConfirm={() => {
          setAsking(false);
          void go();
        }}
      />
    </>
  );
}
