import { takeSimulation } from "@/db/queries/simulations";
import type { App } from "@/lib/server/app";
import { errorFields } from "@/lib/server/log";
import { workOn } from "@/lib/server/simulations/work";

/** A page takes seconds: a process that says nothing for this long is gone. */
const SILENCE_MS = 120_000;

/**
 * One simulation at a time in a process, so that they never take the place of runs and pages. The store says what
 * waits: any process may take it, and nothing is lost with one that dies.
 */
class Desk {
  private readonly abort = new AbortController();
  private working: Promise<void> | undefined;
  private again = false;

  constructor(private readonly app: App) {}

  wake(): void {
    if (this.abort.signal.aborted) return;
    this.again = true;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      if (this.again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    try {
      while (this.again && !this.abort.signal.aborted) {
        this.again = false;
        const at = this.app.clock();
        const silentSince = new Date(at.getTime() - SILENCE_MS);
        const row = await takeSimulation({ db: this.app.db, at, silentSince });
        if (!row) return;
        this.again = true;
        await workOn(this.app, row, this.abort.signal);
      }
    } catch (thrown) {
      this.again = false;
      this.app.log.error("simulation.desk_failed", errorFields(thrown));
    }
  }
}

// On globalThis: pages and routes are bundled apart, and share the one app.
declare global {
  var passerelleSimulations: WeakMap<App, Desk> | undefined;
}

/** Has what waits done, now or after what is being done. */
export function wakeDesk(app: App): void {
  globalThis.passerelleSimulations ??= new WeakMap();
  const desk = globalThis.passerelleSimulations.get(app) ?? new Desk(app);
  globalThis.passerelleSimulations.set(app, desk);
  desk.wake();
}

/** Ends what is being done; it begins anew in another process, or when it is looked at again. */
export async function closeDesk(app: App): Promise<void> {
  await globalThis.passerelleSimulations?.get(app)?.close();
}
