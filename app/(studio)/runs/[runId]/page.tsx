import { orNotFound } from "@/app/(studio)/_views/not-found";
import { loadRun } from "@/app/(studio)/_views/run";
import { pauseFlow } from "@/app/(studio)/flows/(list)/actions";
import { cancelRun, retryRun } from "@/app/(studio)/runs/actions";
import { RunPage } from "@/components/runs/run-page";
import { getLocale } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";
import { retryRecord } from "./actions";

type Params = { params: Promise<{ runId: string }> };

async function read({ params }: Params) {
  const { access } = await requireSession();
  const { runId } = await params;
  return orNotFound(loadRun(await getApp(), access, { runId, locale: await getLocale() }));
}

export async function generateMetadata(props: Params) {
  return { title: (await read(props)).title };
}

export default async function Page(props: Params) {
  const run = await read(props);
  return <RunPage key={run.id} run={run} actions={{ cancel: cancelRun, retry: retryRun, retryRecord, pause: pauseFlow }} />;
}
