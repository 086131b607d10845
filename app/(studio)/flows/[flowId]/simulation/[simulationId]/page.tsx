import { orNotFound } from "@/app/(studio)/_views/not-found";
import { loadSimulation } from "@/app/(studio)/_views/simulation";
import { SimulationPage } from "@/components/simulation/simulation-page";
import { getLocale } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";
import { cancelFlowSimulation, runFlowSimulated, startFlowSimulation } from "../actions";

type Params = { params: Promise<{ flowId: string; simulationId: string }> };

async function read({ params }: Params) {
  const { access } = await requireSession();
  const { simulationId } = await params;
  return orNotFound(loadSimulation(await getApp(), access, { simulationId, locale: await getLocale() }));
}

export async function generateMetadata(props: Params) {
  return { title: (await read(props)).flow.title };
}

export default async function Page(props: Params) {
  const view = await read(props);
  const actions = { start: startFlowSimulation, cancel: cancelFlowSimulation, run: runFlowSimulated };
  return <SimulationPage key={view.id} view={view} actions={actions} />;
}
