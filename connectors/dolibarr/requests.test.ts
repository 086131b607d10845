import { afterAll, beforeAll, expect, it } from "vitest";
import { idOf, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

it("an order of 8 lines for a known third party takes at most 5 calls, from the question whether it is there to its validation", async () => {
  const socid = await trial.create("thirdparties", { name: "Client", client: 1 });
  const before = trial.sent.length;
  expect(await trial.find("orders", "externalRef", {}, "o:1")).toEqual([]);
  const line = (n: number) => ({ desc: `Ligne ${n}`, qty: "2", subprice: "10", tva_tx: "20" });
  const lines = Array.from({ length: 8 }, (_, n) => line(n));
  const id = idOf(await trial.write("orders", { socid, date: "2026-11-22", lines }, { ref: "o:1" }));
  await trial.act("validateOrder", id);
  expect(trial.sent.length - before).toBeLessThanOrEqual(5);
  expect(await trial.raw(`/orders/${id}`)).toMatchObject({ statut: "1", total_ttc: "192.00000000" });
});
