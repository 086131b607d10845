import type { App } from "@/lib/server/app";
import { listenRuns, type RunNotice } from "@/lib/server/flow-services/live";

type Heard = (notice: RunNotice) => void;
type Hub = { readonly heard: Set<Heard>; readonly listening: Promise<unknown> };

/** One LISTEN per installation, however many pages watch; it ends with the installation's pool. */
const hubs = new WeakMap<App, Hub>();

function hubOf(app: App): Hub {
  const known = hubs.get(app);
  if (known) return known;
  const heard = new Set<Heard>();
  const listening = listenRuns(app.sql, (notice) => {
    for (const each of heard) each(notice);
  });
  const hub = { heard, listening };
  hubs.set(app, hub);
  listening.catch(() => hubs.delete(app));
  return hub;
}

/** Calls back at every change of the runs of a workspace; answers how to stop. */
export async function watchRuns(app: App, workspaceId: string, changed: Heard): Promise<() => void> {
  const hub = hubOf(app);
  const heard: Heard = (notice) => {
    if (notice.workspaceId === workspaceId) changed(notice);
  };
  hub.heard.add(heard);
  await hub.listening;
  return () => hub.heard.delete(heard);
}
