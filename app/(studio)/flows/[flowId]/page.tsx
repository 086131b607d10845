import { orNotFound } from "@/app/(studio)/_views/not-found";
import { cancelRun, startRun } from "@/app/(studio)/runs/actions";
import { FlowEditor } from "@/components/canvas/editor";
import type { NodeActivity } from "@/components/canvas/editor-store";
import { findIntegration } from "@/db/queries/integrations";
import type { RunNodeRow } from "@/db/queries/runs";
import { getLocale } from "@/lib/i18n/server";
import { type Access, isAllowed } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { getApp } from "@/lib/server/compose";
import { readFlowChoices, readLastActivity } from "@/lib/server/flows/editor";
import { readFlow } from "@/lib/server/flows/flows";
import { validationEnv } from "@/lib/server/flows/problems";
import { requireSession } from "@/lib/server/session";
import { publishFlowDraft, saveFlowDraft, tryFlowDraft } from "./actions";

type Params = { params: Promise<{ flowId: string }> };

export async function generateMetadata({ params }: Params) {
  const { access } = await requireSession();
  const { row } = await orNotFound(readFlow(await getApp(), access, (await params).flowId));
  return { title: row.draft.name };
}

export default async function Page({ params }: Params) {
  const { access } = await requireSession();
  const app = await getApp();
  const { flowId } = await params;
  const { row, version, modified } = await orNotFound(readFlow(app, access, flowId));
  const [env, choices, last, integration] = await Promise.all([
    validationEnv(app, access, row),
    readFlowChoices(app, access, { flow: row, locale: await getLocale() }),
    readLastActivity(app, access, flowId),
    integrationOf(app, access, row.integrationId),
  ]);
  const isLive = last?.run.status === "queued" || last?.run.status === "running";
  return (
    <FlowEditor
      key={flowId}
      flow={{
        id: flowId,
        version: version?.number ?? null,
        modified,
        integration,
        runningRun: isLive ? (last?.run.id ?? null) : null,
      }}
      start={{
        document: row.draft,
        revision: row.draftRevision,
        env,
        mayEdit: isAllowed(access.role, "flow.write"),
        activity: activityOf(last?.nodes ?? [], isLive),
      }}
      choices={choices}
      actions={{ save: saveFlowDraft, publish: publishFlowDraft, tryFlow: tryFlowDraft, startRun, cancelRun }}
      may={{ publish: isAllowed(access.role, "flow.publish"), run: isAllowed(access.role, "run.start") }}
    />
  );
}

async function integrationOf(app: App, access: Access, integrationId: string | null) {
  if (integrationId === null) return null;
  const row = await findIntegration({ db: app.db, workspaceId: access.workspaceId, integrationId });
  return row ? { id: row.id, name: row.name } : null;
}

function activityOf(nodes: readonly RunNodeRow[], isLive: boolean): Record<string, NodeActivity> {
  return Object.fromEntries(
    nodes.map(({ nodeId, recordsIn, counts, failed, ms, status }) => [
      nodeId,
      { in: recordsIn, counts, out: counts, failed, ms, isRunning: isLive && status === "running" },
    ]),
  );
}
