import type { App } from "@/lib/server/app";
import { watchRuns } from "@/lib/server/runs/live-runs";

/** Changes of a busy run are told together, this often at the most. */
const PAUSE_MS = 200;
/** A comment now and then, so that proxies keep the connection; what a lost notice would have told is read then. */
const BEAT_MS = 15_000;

export interface RunStreamInput<Snapshot> {
  readonly workspaceId: string;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** The run as it stands; `isOver` closes the stream after it. */
  readonly read: () => Promise<{ readonly snapshot: Snapshot; readonly isOver: boolean }>;
}

/** Server-sent events `run`: the run as it stands, now and after each change, until it is over or the reader leaves. */
export function streamRun<Snapshot>(app: App, input: RunStreamInput<Snapshot>): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      void feed(app, input, controller).catch((error: unknown) => {
        if (!input.signal.aborted) controller.error(error);
      });
    },
  });
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
  return new Response(body, { headers });
}

async function feed<Snapshot>(
  app: App,
  { workspaceId, runId, signal, read }: RunStreamInput<Snapshot>,
  controller: ReadableStreamDefaultController<Uint8Array>,
): Promise<void> {
  const encoder = new TextEncoder();
  const send = (text: string) => controller.enqueue(encoder.encode(text));
  const turn = createTurn(signal);
  const stop = await watchRuns(app, workspaceId, (notice) => {
    if (notice.runId === runId) turn.changed();
  });
  const beat = setInterval(() => {
    send(": beat\n\n");
    turn.changed();
  }, BEAT_MS);
  try {
    for (;;) {
      const { snapshot, isOver } = await read();
      if (signal.aborted) return;
      send(`event: run\ndata: ${JSON.stringify(snapshot)}\n\n`);
      if (isOver) break;
      if (!(await turn.next())) return;
    }
  } finally {
    clearInterval(beat);
    stop();
  }
  controller.close();
}

/** Waits for changes; several that come close together count as one. */
function createTurn(signal: AbortSignal) {
  let isChanged = false;
  let wake: () => void = () => undefined;
  const changed = () => {
    isChanged = true;
    wake();
  };
  signal.addEventListener("abort", () => wake(), { once: true });
  const pause = () => new Promise<void>((done) => setTimeout(done, PAUSE_MS));
  return {
    changed,
    /** False when the reader has left. */
    next: async (): Promise<boolean> => {
      await pause();
      if (!isChanged && !signal.aborted) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
      isChanged = false;
      return !signal.aborted;
    },
  };
}
