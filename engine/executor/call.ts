import { randomUUID } from "node:crypto";
import type { Job } from "./protocol";
import type { LoadedRun } from "./runs";

export type ServeHandler = (request: Request) => Promise<Response>;

/** The address the SDK believes it is served at; nothing listens there. */
export const SERVE_URL = "http://embedded/api/inngest";
const HEADERS = { host: "embedded", "content-type": "application/json", "x-inngest-server-kind": "dev" };

export type CallAnswer = {
  status: number;
  body: unknown;
  /** Answered by the SDK, not by something that failed before it. */
  fromSdk: boolean;
  noRetry: boolean;
  retryAfter: string | null;
  requestVersion: number;
};

/** One call of the SDK, in process, with everything the run has memoised. */
export async function callFunction(input: {
  handler: ServeHandler;
  job: Job;
  run: LoadedRun;
  maxAttempts: number;
}): Promise<CallAnswer> {
  const { handler, job, run, maxAttempts } = input;
  const query = new URLSearchParams({ fnId: run.functionId, stepId: job.kind === "step" && job.stepId ? job.stepId : "step" });
  const body = {
    event: run.events[0],
    events: run.events,
    steps: run.steps,
    version: run.requestVersion,
    ctx: {
      run_id: run.id,
      // Without fn_id and qi_id the SDK would run without checkpointing.
      fn_id: run.functionId,
      qi_id: job.id,
      request_id: randomUUID(),
      generation_id: job.generation,
      job_id: job.id,
      attempt: job.attempt,
      max_attempts: maxAttempts,
      disable_immediate_execution: run.forcePlan,
      use_api: false,
      stack: { stack: run.stack, current: run.stack.length },
    },
  };
  const response = await handler(
    new Request(`${SERVE_URL}?${query}`, {
      method: "POST",
      headers: {
        ...HEADERS,
        "x-run-id": run.id,
        "x-inngest-job-id": job.id,
        "x-inngest-generation-id": String(job.generation),
        "x-inngest-req-version": String(run.requestVersion),
      },
      body: JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    body: parsed(text),
    fromSdk: response.headers.has("x-inngest-sdk"),
    noRetry: response.headers.get("x-inngest-no-retry") === "true",
    retryAfter: response.headers.get("retry-after"),
    requestVersion: Number(response.headers.get("x-inngest-req-version") ?? run.requestVersion),
  };
}

/** Asks the SDK for the configuration of its functions (in-band sync). Throws with its answer when it refuses. */
export async function syncFunctions(handler: ServeHandler): Promise<unknown> {
  const response = await handler(
    new Request(SERVE_URL, {
      method: "PUT",
      headers: { ...HEADERS, "x-inngest-sync-kind": "in_band" },
      body: JSON.stringify({ url: SERVE_URL }),
    }),
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`The Inngest SDK refused to register its functions (${response.status}): ${text}`);
  return parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return text;
    throw thrown;
  }
}
