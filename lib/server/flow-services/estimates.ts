import { noteExpected } from "@/db/queries/pace";
import type { PageCommit, PageReceipt } from "@/engine/functions/ports";
import { countDriver } from "@/engine/interpreter/read-page";
import type { App } from "@/lib/server/app";
import type { OpenRun, OpenRuns } from "@/lib/server/flow-services/open-runs";
import { errorFields } from "@/lib/server/log";

/**
 * How much a run has before it: asked beside its pages as soon as one page is not enough, once for each stream it reads. A run
 * of one page costs nothing. What a crash loses is asked again after the next page.
 */
export class Estimates {
  private readonly asked = new WeakSet<OpenRun>();

  constructor(
    private readonly app: App,
    private readonly runs: OpenRuns,
  ) {}

  /** Never throws, and is not waited for. */
  async pageDone({ ref }: PageCommit, receipt: PageReceipt): Promise<void> {
    if (receipt.last || receipt.stop !== undefined || ref.pass !== "main") return;
    try {
      const opened = await this.runs.get(ref.runId);
      if (this.asked.has(opened)) return;
      this.asked.add(opened);
      await this.count(opened);
    } catch (thrown) {
      this.app.log.info("run.not_estimated", { runId: ref.runId, ...errorFields(thrown) });
    }
  }

  private async count(opened: OpenRun): Promise<void> {
    const { run, plan, frozen } = opened;
    // Where the end of a period is given the source counts what the run leaves out.
    if (run.until !== null || run.takesEvents) return;
    const { workspaceId, id: runId, since, keys, limit } = run;
    for (const driver of plan.drivers) {
      if (run.expected[driver.nodeId] !== undefined) continue;
      const mark = driver.usesWatermark ? (frozen.watermarks[driver.nodeId] ?? null) : null;
      const count = await countDriver({
        driver,
        ctx: opened.context(driver, new Map()),
        since: since ?? mark,
        ...(keys === null ? {} : { keys }),
        ...(limit === null ? {} : { limit }),
      });
      await noteExpected({ db: this.app.db, workspaceId, runId, driver: driver.nodeId, count });
    }
  }
}
