import { createHash } from "node:crypto";
import { z } from "zod";
import { ulid } from "./ids";
import { CheckpointSchema, type Op, SentEventSchema, type StoredEvent } from "./protocol";

/**
 * What the SDK sends to "the server", answered in process: events and finished steps. Given to the client as its
 * `fetch`.
 */
export type GatewayPorts = {
  ingest(events: StoredEvent[]): Promise<void>;
  /** False = the dispatch is stale: the SDK halts. */
  checkpoint(input: { jobId: string; generation: number; ops: Op[] }): Promise<boolean>;
};

const SentSchema = z.union([z.array(SentEventSchema), SentEventSchema.transform((event) => [event])]);
const EVENTS_PATH = /^\/e\//;
const CHECKPOINT_PATH = /^\/v1\/checkpoint\/[^/]+\/async$/;

export function createGateway(ports: GatewayPorts): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (EVENTS_PATH.test(pathname)) {
      const sent = SentSchema.parse(await request.json());
      const events = withIds(sent, request.headers.get("x-inngest-event-id-seed"));
      await ports.ingest(events);
      return Response.json({ ids: events.map((event) => event.id), status: 200 });
    }
    if (CHECKPOINT_PATH.test(pathname)) {
      const body = CheckpointSchema.parse(await request.json());
      const saved = await ports.checkpoint({ jobId: body.qi_id, generation: body.generation_id, ops: body.steps });
      return saved ? Response.json({}) : Response.json({ error: "stale dispatch" }, { status: 409 });
    }
    return Response.json({ error: `The embedded executor has no ${pathname}`, status: 404 }, { status: 404 });
  };
}

/** The SDK resends a failed request with the same seed: ids made of it make that harmless. */
function withIds(events: z.infer<typeof SentSchema>, seed: string | null): StoredEvent[] {
  const now = Date.now();
  return events.map(({ id, name, data, ts }, index) => ({
    id: id || (seed ? createHash("sha1").update(`${seed}:${index}`).digest("hex") : ulid()),
    name,
    data: data ?? {},
    ts: ts || now,
  }));
}
