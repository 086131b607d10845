import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@/connectors/contract";
import { errorFields } from "@/lib/server/log";

/** Below the ten seconds after which Docker and others kill. */
const LIMIT_MS = 9_000;

type Part = { readonly name: string; readonly stop: () => Promise<void> };

/**
 * What an installation started, and how it ends: the last part first. Nothing that fails or hangs in one (a store that
 * was taken away) keeps the process: whatever is abandoned goes on at the next start, as after a kill.
 */
export class Shutdown {
  private readonly parts: Part[] = [];
  private ending: Promise<void> | undefined;

  constructor(
    private readonly log: Logger,
    private readonly limitMs = LIMIT_MS,
  ) {}

  add(name: string, stop: () => Promise<void>): void {
    this.parts.push({ name, stop });
  }

  /** Never throws. After the limit it resolves with parts still open, named in the log: the caller ends the process. */
  stop(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  private async end(): Promise<void> {
    const over = new AbortController();
    const limit = sleep(this.limitMs, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([this.stopAll(), limit]);
    over.abort();
    if (this.parts.length === 0) return;
    const parts = this.parts.map(({ name }) => name).reverse();
    this.log.error("app.stop_abandoned", { parts, afterMs: this.limitMs });
  }

  private async stopAll(): Promise<void> {
    for (let part = this.parts.at(-1); part; part = this.parts.at(-1)) {
      try {
        await part.stop();
      } catch (thrown) {
        this.log.error("app.stop_failed", { part: part.name, ...errorFields(thrown) });
      }
      this.parts.pop();
    }
  }
}
