"use client";

import { CirclePause, CirclePlay, Ellipsis, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

export type FlowLine = {
  readonly id: string;
  readonly name: string;
  readonly integration: { readonly id: string; readonly name: string } | null;
  readonly version: number | null;
  readonly draftAhead: boolean;
  readonly enabled: boolean;
  /** Its runs wait until it is resumed. */
  readonly paused: boolean;
  readonly nodes: number;
  readonly last: { readonly runId: string; readonly state: StateName; readonly at: string } | null;
};

export type FlowListActions = {
  run: Action<{ flowId: string; mode: "live" }, { id: string }>;
  pause: Action<{ flowId: string; paused: boolean }>;
  remove: Action<{ id: string }>;
};

type TableProps = {
  flows: readonly FlowLine[];
  actions: FlowListActions;
  may: { readonly run: boolean; readonly pause: boolean; readonly write: boolean };
};

export function FlowTable({ flows, actions, may }: TableProps) {
  const t = useTranslations("flows");
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col" className="not-phone">
            {t("integration")}
          </th>
          <th scope="col">{t("version")}</th>
          <th scope="col" className="right mid">
            {t("steps")}
          </th>
          <th scope="col" className="mid">
            {t("last")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} actions={actions} may={may} />
        ))}
      </tbody>
    </table>
  );
}

function FlowRow({ flow, actions, may }: Omit<TableProps, "flows"> & { flow: FlowLine }) {
  const t = useTranslations("flows");
  const start = useAction(actions.run, { done: t("started", { name: flow.name }) });
  const isBusy = flow.last?.state === "running" || flow.last?.state === "queued";
  return (
    <tr>
      <td className="truncate">
        <Link className="name" href={`/flows/${flow.id}`}>
          {flow.name}
        </Link>
      </td>
      <td className="not-phone truncate">
        {flow.integration ? (
          <Link href={`/integrations/${flow.integration.id}`}>{flow.integration.name}</Link>
        ) : (
          <span className="zero">{t("free")}</span>
        )}
      </td>
      <td className="nowrap">
        <Version flow={flow} />
      </td>
      <td className="right mid">{flow.nodes}</td>
      <td className="mid nowrap">
        {flow.last ? (
          <Link href={`/runs/${flow.last.runId}`} className="row">
            <StateBadge state={flow.last.state} plain />
            <Ago at={flow.last.at} />
          </Link>
        ) : (
          <StateBadge state="idle" plain />
        )}
      </td>
      <td className="right tight">
        <span className="row">
          {may.run && (
            <Button
              size="sm"
              icon={<Play className="icon" />}
              busy={start.busy}
              disabled={flow.version === null || !flow.enabled || isBusy}
              aria-label={t("runNamed", { name: flow.name })}
              onClick={() => start.run({ flowId: flow.id, mode: "live" })}
            >
              {t("run")}
            </Button>
          )}
          {may.pause && ((flow.enabled && flow.version !== null) || flow.paused) && (
            <PauseButton flow={flow} pause={actions.pause} />
          )}
          {may.write && flow.integration === null && <RowMenu flow={flow} remove={actions.remove} />}
        </span>
      </td>
    </tr>
  );
}

function PauseButton({ flow, pause }: { flow: FlowLine; pause: FlowListActions["pause"] }) {
  const t = useTranslations("flows");
  const { id: flowId, name, paused } = flow;
  const pausing = useAction(pause, { done: t(paused ? "resumed" : "paused", { name }) });
  const Icon = paused ? CirclePlay : CirclePause;
  return (
    <Button
      variant="quiet"
      size="sm"
      icon={<Icon className="icon" />}
      busy={pausing.busy}
      aria-label={t(paused ? "resumeNamed" : "pauseNamed", { name })}
      onClick={() => pausing.run({ flowId, paused: !paused })}
    >
      {t(paused ? "resume" : "pause")}
    </Button>
  );
}

function Version({ flow }: { flow: FlowLine }) {
  const t = useTranslations("flows");
  if (!flow.enabled) return <StateBadge state="off" />;
  if (flow.version === null) return <StateBadge state="draft" />;
  return (
    <span className="row">
      {flow.paused && <StateBadge state="paused" />}
      <StateBadge state="published">{t("versionNumber", { number: flow.version })}</StateBadge>
      {flow.draftAhead && (
        <StateBadge state="draft" plain>
          {t("draftAhead")}
        </StateBadge>
      )}
    </span>
  );
}

function RowMenu({ flow, remove }: { flow: FlowLine; remove: FlowListActions["remove"] }) {
  const t = useTranslations("flows");
  const [asking, setAsking] = useState(false);
  const removing = useAction(remove, { done: t("removed", { name: flow.name }) });
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" size="sm" square aria-label={t("menu", { name: flow.name })}>
            <Ellipsis className="icon" />
          </Button>
        }
      >
        <MenuItem danger icon={<Trash2 className="icon" />} onSelect={() => setAsking(true)}>
          {t("remove")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { name: flow.name })}
        description={t("removeText")}
        confirm={t("remove")}
        busy={removing.busy}
        onConfirm={() => removing.run({ id: flow.id })}
      />
    </>
  );
}
