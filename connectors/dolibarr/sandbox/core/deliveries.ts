import type { Json, JsonObject } from "@/lib/core/json";
import type { Trigger, World } from "./world";

export interface Deliveries {
  /** Posts the events of the call that just ended to the targets that ask for them. */
  send(world: World, triggers: readonly Trigger[], caller: string): void;
  /** Until every post is answered or given up. */
  settled(): Promise<void>;
}

const TIMEOUT_MS = 5_000;

/**
 * Webhooks: unsigned, tried once. The real server posts inside the transaction and, for targets of type 0, fails the call
 * when the receiver does; here the post follows the call, so a receiver can already read what it is told about.
 */
export function createDeliveries(): Deliveries {
  const running = new Set<Promise<unknown>>();

  function post(url: string, body: JsonObject): void {
    const headers = { "content-type": "application/json", "user-agent": "Dolibarr geturl function", accept: "*/*" };
    const sent = fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT_MS) })
      .then((response) => response.arrayBuffer())
      // The receiver's trouble is its own: nothing is retried, as on a real server.
      .catch(() => undefined)
      .finally(() => running.delete(sent));
    running.add(sent);
  }

  return {
    send(world, triggers, caller) {
      if (triggers.length === 0 || !world.hasModule("webhook")) return;
      for (const target of world.table("webhook_target").all()) {
        if (target.status !== 1) continue;
        const codes = new Set(
          String(target.trigger_codes)
            .split(",")
            .map((code) => code.trim()),
        );
        for (const { code, object } of triggers) {
          if (codes.has(code)) post(String(target.url), { triggercode: code, object: eventObject(object, caller) });
        }
      }
    },
    settled: async () => {
      await Promise.allSettled([...running]);
    },
  };
}

/** The object as an event carries it: without its null properties, with the name of who made the call. */
function eventObject(object: JsonObject, caller: string): JsonObject {
  const filled = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
  const context: Json = caller === "" ? [] : { caller };
  return { ...filled, context };
}
