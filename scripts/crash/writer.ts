// A process that writes orders to the ERP as a run does, once it is told to. Prints what became of each.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { WriteTask } from "@/engine/interpreter/write-decisions";
import { writeRecords } from "@/engine/interpreter/write-protocol";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { bindConnection } from "@/lib/server/bound-connector";
import { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { createLinkStore } from "@/lib/server/flow-services/link-store";
import { openInstallation, PlaceSchema } from "./installation";

const JobSchema = z.object({
  workspaceId: z.string(),
  connectionId: z.string(),
  /** Take the target's one turn to write, as runs do; else only the records' own locks part the writers. */
  gated: z.boolean(),
  records: z.array(z.object({ key: z.string(), record: JsonObjectSchema })),
});
const place = PlaceSchema.parse(JSON.parse(process.env.PASSERELLE_PLACE ?? "{}"));
const { workspaceId, connectionId, gated, records } = JobSchema.parse(JSON.parse(process.env.PASSERELLE_JOB ?? "{}"));
const { app, close } = openInstallation(place, () => undefined);
const locks = new KeyLocks(app.sql);
const { signal } = new AbortController();
const connector = await bindConnection(app, { workspaceId, connectionId, signal });
const links = createLinkStore({ sql: app.sql, locks, workspaceId, gateOf: (id) => (gated ? `write:${id}` : undefined), signal });
const told = createInterface({ input: process.stdin });
process.stdout.write("ready\n");
await once(told, "line");
const verdicts = await writeRecords(
  {
    ctx: { ...createMemoryContext(), links },
    connector,
    scope: { owner: "int_two_writers", sourceStream: "shop:orders", targetConnectionId: connectionId, targetStream: "orders" },
    options: { nodeId: "w", alias: "order", mode: "upsert", onChange: "update", onAmbiguous: "review", onTaken: "review" },
  },
  records.map(({ key, record }): WriteTask => ({ item: makeItem(key, record), key, record, rules: [] })),
);
process.stdout.write(
  `${JSON.stringify(verdicts.map((each) => (each.kind === "linked" ? each.link : { outcome: each.kind })))}\n`,
);
told.close();
await locks.close();
await close();
