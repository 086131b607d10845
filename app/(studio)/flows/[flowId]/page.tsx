import { cache } from "react";
import { orNotFound } from "@/app/(studio)/_views/not-found";
import { cancelRun, startRun } from "@/app/(studio)/runs/actions";
import { FlowEditor } from "@/components/canvas/editor";
import type { NodeActivity } from "@/components/canvas/editor-store";
import type { RunNodeRow } from "@/db/queries/runs";
import { getLocale } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { readFlowChoices, readLastActivity } from "@/lib/server/flows/editor";
import { readFlow } from "@/lib/server/flows/flows";
import { readPins } from "@/lib/server/flows/pins";
import { validationEnv } from "@/lib/server/flows/problems";
import { readTemplateUpdate } from "@/lib/server/flows/template-update";
import { requireSession } from "@/lib/server/session";
import {
  addFlowOfTemplate,
  describeFlowMapping,
  listFlowVersions,
  measureCoverage,
  pinStepOutput,
  previewFlowMapping,
  publishFlowDraft,
  readFlowTemplate,
  readFlowVersion,
  readMappingLookup,
  readMappingTable,
  saveFlowDraft,
  settleFlowTemplate,
  tryFlowDraft,
  unpinStepOutput,
} from "./actions";

type Params = { params: Promise<{ flowId: string }> };

/** The flow of the page, read once for its title and its editor. */
const loadFlow = cache(async (flowId: string) => {
  const { access } = await requireSession();
  const app = await getApp();
  return { app, access, detail: await orNotFound(readFlow(app, access, flowId)) };
});

export async function generateMetadata({ params }: Params) {
  const { detail } = await loadFlow((await params).flowId);
  return { title: detail.row.draft.name };
}

export default async function Page({ params }: Params) {
  const { flowId } = await params;
  const { app, access, detail } = await loadFlow(flowId);
  const { row, version, modified } = detail;
  const [env, choices, last, template, pins] = await Promise.all([
    validationEnv(app, access, row),
    readFlowChoices(app, access, { flow: row, locale: await getLocale() }),
    readLastActivity(app, access, flowId),
    readTemplateUpdate(app, access, flowId),
    readPins(app, access, flowId),
  ]);
  const isLive = last?.run.status === "queued" || last?.run.status === "running";
  return (
    <FlowEditor
      key={flowId}
      flow={{
        id: flowId,
        version: version?.number ?? null,
        modified,
        runningRun: isLive ? (last?.run.id ?? null) : null,
        template: template && { from: template.from, to: template.to },
      }}
      start={{
        document: row.draft,
        revision: row.draftRevision,
        env,
        mayEdit: isAllowed(access.role, "flow.write"),
        activity: activityOf(last?.nodes ?? [], isLive),
        pins: Object.keys(pins),
      }}
      choices={choices}
      actions={{
        ...{ save: saveFlowDraft, publish: publishFlowDraft, startRun, cancelRun },
        trial: { tryFlow: tryFlowDraft, pin: pinStepOutput, unpin: unpinStepOutput },
        mapping: {
          describe: describeFlowMapping,
          preview: previewFlowMapping,
          lookup: readMappingLookup,
          table: readMappingTable,
        },
        coverage: measureCoverage,
        versions: {
          list: listFlowVersions,
          read: readFlowVersion,
          template: readFlowTemplate,
          settle: settleFlowTemplate,
          addFlow: addFlowOfTemplate,
        },
      }}
      may={{ publish: isAllowed(access.role, "flow.publish"), run: isAllowed(access.role, "run.start") }}
    />
  );
}

function activityOf(nodes: readonly RunNodeRow[], isLive: boolean): Record<string, NodeActivity> {
  return Object.fromEntries(
    nodes.map(({ nodeId, recordsIn, counts, failed, ms, status }) => [
      nodeId,
      { in: recordsIn, counts, out: counts, failed, ms, isRunning: isLive && status === "running" },
    ]),
  );
}
