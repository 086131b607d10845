import { orNotFound } from "@/app/(studio)/_views/not-found";
import { loadStart } from "@/app/(studio)/_views/simulation";
import { StartPage } from "@/components/simulation/start-page";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";
import { startFlowSimulation } from "./actions";

type Params = { params: Promise<{ flowId: string }> };

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("simulation.title") };
}

export default async function Page({ params }: Params) {
  const { access } = await requireSession();
  const { flowId } = await params;
  const start = await orNotFound(loadStart(await getApp(), access, flowId));
  return <StartPage {...start} start={startFlowSimulation} />;
}
