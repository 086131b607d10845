import { setTimeout as sleep } from "node:timers/promises";
import { type Child, kill, startChild } from "./children";
import type { Place } from "./installation";
import type { CrashStore } from "./store";

/** What was killed so far. */
export interface Kills {
  readonly apps: number;
  readonly store: number;
}

export interface Killer {
  kills(): Kills;
  /** Ends the killing; the processes that are left go on. */
  stop(): Promise<Kills>;
}

export interface KillerOptions {
  readonly place: Place;
  readonly store: CrashStore;
  /** Every process this makes is told here, for the end. */
  readonly children: Child[];
  /** Kills in all, of which every `storeEvery`th hits Postgres. */
  readonly wanted: number;
  readonly storeEvery: number;
  /** Milliseconds between kills, counted from when the process is ready. */
  readonly pause: { readonly least: number; readonly most: number };
}

/**
 * Kills with -9 at random instants and starts another in the place of what died: first one process of the application,
 * from half of the kills on one of two; and Postgres in between.
 */
export function startKiller(options: KillerOptions): Killer {
  const { place, store, children, wanted, storeEvery, pause } = options;
  const environment = { PASSERELLE_PLACE: JSON.stringify(place), PASSERELLE_HTTP_PATIENCE: "4" };
  const start = (): Child => {
    const child = startChild("app.ts", environment);
    children.push(child);
    return child;
  };
  const apps: Child[] = [start()];
  const kills = { apps: 0, store: 0 };
  const all = () => kills.apps + kills.store;
  let stopping = false;
  const loop = async () => {
    while (!stopping && all() < wanted) {
      if (all() >= wanted / 2 && apps.length === 1) apps.push(start());
      const index = Math.floor(Math.random() * apps.length);
      await apps[index]?.firstLine;
      await sleep(pause.least + Math.random() * (pause.most - pause.least));
      if (stopping) return;
      if ((all() + 1) % storeEvery === 0) {
        await store.killAndRestart();
        kills.store += 1;
        continue;
      }
      const victim = apps[index];
      if (!victim) return;
      await kill(victim);
      kills.apps += 1;
      apps[index] = start();
    }
  };
  const looping = loop();
  // Awaited by `stop`, which may come much later.
  looping.catch(() => undefined);
  return {
    kills: () => ({ ...kills }),
    stop: async () => {
      stopping = true;
      await looping;
      return { ...kills };
    },
  };
}
