import { z } from "zod";
import { createRandom } from "./random";

/**
 * What can go wrong on purpose. `429`, `500`, `503`: refused before anything is done (429 and 503 with Retry-After).
 * `drop`: the connection is cut before anything is done. `lostReply`: the work is done and kept, then the connection is cut.
 * `hang`: the work is done and kept, and no answer ever comes.
 */
export const FAULTS = ["429", "500", "503", "drop", "lostReply", "hang"] as const;
export type Fault = (typeof FAULTS)[number];

const Share = z.number().min(0).max(1);

export const FaultSettingsSchema = z.strictObject({
  /** Added to every reply. */
  latencyMs: z.number().int().min(0).default(0),
  retryAfterSeconds: z.number().int().min(0).default(1),
  /** Share of requests hit by each fault, 0 to 1; drawn from a seeded source. */
  rate: z
    .strictObject({
      "429": Share.optional(),
      "500": Share.optional(),
      "503": Share.optional(),
      drop: Share.optional(),
      lostReply: Share.optional(),
      hang: Share.optional(),
    })
    .default({}),
  /** The next `count` matching requests get the fault, in order of the list, before any rate is drawn. */
  next: z
    .array(
      z.strictObject({
        fault: z.enum(FAULTS),
        count: z.number().int().min(1).default(1),
        /** So many matching requests are let through first. */
        after: z.number().int().min(0).default(0),
        /** Only requests with this method. */
        method: z.string().optional(),
        /** Only requests whose path contains this. */
        path: z.string().optional(),
      }),
    )
    .default([]),
  /** `write`: rates hit only requests that are not GET or HEAD. */
  only: z.enum(["all", "write", "read"]).default("all"),
  seed: z.number().int().default(1),
});
export type FaultSettings = z.output<typeof FaultSettingsSchema>;
export type FaultInput = z.input<typeof FaultSettingsSchema>;

export interface FaultSwitch {
  readonly settings: FaultSettings;
  set(input: FaultInput): FaultSettings;
  /** The fault this request gets, if any; counts down `next`. */
  decide(request: { method: string; path: string }): Fault | undefined;
}

export function createFaultSwitch(): FaultSwitch {
  let settings = FaultSettingsSchema.parse({});
  let random = createRandom(settings.seed);

  function fromList(method: string, path: string): Fault | undefined {
    for (const entry of settings.next) {
      if (entry.method && entry.method.toUpperCase() !== method) continue;
      if (entry.path && !path.includes(entry.path)) continue;
      if (entry.after > 0) {
        entry.after -= 1;
        return undefined;
      }
      entry.count -= 1;
      if (entry.count === 0) settings.next = settings.next.filter((each) => each !== entry);
      return entry.fault;
    }
    return undefined;
  }

  return {
    get settings() {
      return settings;
    },
    set(input) {
      settings = FaultSettingsSchema.parse(input);
      random = createRandom(settings.seed);
      return settings;
    },
    decide({ method, path }) {
      const listed = fromList(method, path);
      if (listed) return listed;
      const isRead = method === "GET" || method === "HEAD";
      if (settings.only === "write" && isRead) return undefined;
      if (settings.only === "read" && !isRead) return undefined;
      return FAULTS.find((fault) => random.chance(settings.rate[fault] ?? 0));
    },
  };
}
