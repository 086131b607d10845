import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findLinks } from "@/db/queries/links";
import { listReviews } from "@/db/queries/reviews";
import { listOutcomes } from "@/db/queries/run-records";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { answerReview } from "@/lib/server/reviews";

/** Shop customers that match two third parties of the ERP each, and what people answer. */
describe("reviews", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());
  const scope = () => ({ db: world.app.db, workspaceId: world.access.workspaceId });
  const openReviews = () => listReviews({ ...scope(), limit: 50 });

  it("the customer of an order is linked by the answer, not the order", async () => {
    const [customer] = (await customers()).filter(({ order }) => order !== undefined);
    if (customer?.order === undefined) throw new Error("the demo shop has no order of a customer with an address");
    await newThirdparty("Un", customer.email);
    await newThirdparty("Deux", customer.email);
    expect(await world.run("orders", { keys: [customer.order] })).toMatchObject({ status: "succeeded", review: 1 });
    const [review] = await openReviews();
    expect(review).toMatchObject({ key: customer.id, recordKey: customer.order, sourceStream: "shop:customers" });
    const { candidates } = z.object({ candidates: z.array(z.object({ id: z.string() })) }).parse(review?.question);
    await answer(review?.id ?? "", { kind: "attach", targetId: candidates[0]?.id ?? "" });
    await quiet();
    expect(await openReviews()).toEqual([]);
    expect(await linkOf(customer.id)).toBe(candidates[0]?.id);
  });

  it("a record that matches several waits for a person, each answer is acted on once, and nothing is asked twice", async () => {
    const [ann, bob, cyd] = (await customers()).filter(({ order }) => order === undefined);
    if (!ann || !bob || !cyd) throw new Error("the demo shop has fewer than three customers without an order");
    for (const { email } of [ann, bob, cyd]) for (const name of ["Un", "Deux"]) await newThirdparty(name, email);
    const before = await thirdparties();
    const first = await world.run("customers");
    expect(first).toMatchObject({ status: "succeeded", failed: 0, review: 3 });
    const asked = new Map((await openReviews()).map((review) => [review.key, review]));
    const [ofAnn, ofBob, ofCyd] = [ann, bob, cyd].map(({ id }) => asked.get(id));
    if (!ofAnn || !ofBob || !ofCyd) throw new Error("not everyone is asked about");

    const { candidates } = z.object({ candidates: z.array(z.object({ id: z.string() })) }).parse(ofAnn.question);
    const targetId = candidates[1]?.id ?? "";
    await answer(ofAnn.id, { kind: "attach", targetId });
    await answer(ofBob.id, { kind: "create" });
    await answer(ofCyd.id, { kind: "ignore", reason: "client test" });
    await expect(answer(ofCyd.id, { kind: "create" })).rejects.toMatchObject({ code: "request.conflict" });
    await quiet();

    expect(await linkOf(ann.id)).toBe(targetId);
    expect(before.map(({ id }) => id)).not.toContain(await linkOf(bob.id));
    expect(await linkOf(cyd.id)).toBeUndefined();
    const again = await world.run("customers", { since: "2000-01-01T00:00:00Z" });
    expect(again).toMatchObject({ status: "succeeded", created: 0, failed: 0, review: 0, ignored: 1 });
    const [left] = await listOutcomes({ ...scope(), runId: again.id, outcome: "ignored", limit: 5 });
    expect(left).toMatchObject({ key: cyd.id, reason: { code: "dismissed", text: "client test" } });
    expect(await openReviews()).toEqual([]);
  });

  function answer(reviewId: string, given: Parameters<typeof answerReview>[2]["answer"]): Promise<void> {
    return answerReview(world.app, world.access, { reviewId, answer: given });
  }

  /** Until no run is left to do. */
  async function quiet(): Promise<void> {
    const rows = await world.app.sql<{ id: string }[]>`select id from runs where status in ('queued', 'running')`;
    for (const { id } of rows) expect(await world.watch(id)).toMatchObject({ status: "succeeded", failed: 0 });
  }

  async function linkOf(key: string): Promise<string | undefined> {
    const { app, access, installed } = world;
    const erp = (await app.sql<{ id: string }[]>`select id from connections where connector = 'dolibarr'`)[0]?.id ?? "";
    const where = { sourceStream: "shop:customers", targetConnectionId: erp, targetStream: "thirdparties" };
    const scope = { sql: app.sql, workspaceId: access.workspaceId, owner: installed.id, ...where };
    return (await findLinks({ ...scope, keys: [key] }))[0]?.targetId;
  }

  /** With the first order of each, where there is one. */
  async function customers(): Promise<{ id: string; email: string; order: string | undefined }[]> {
    const IdSchema = z.coerce.string();
    const people = z.object({ customers: z.array(z.object({ id: IdSchema, email: z.string() })) });
    const sales = z.object({ orders: z.array(z.object({ id: IdSchema, id_customer: IdSchema })) });
    const { customers: all } = people.parse(await shop("customers?display=[id,email]"));
    const { orders } = sales.parse(await shop("orders?display=[id,id_customer]"));
    return all
      .filter(({ email }) => email !== "")
      .map(({ id, email }) => ({ id, email, order: orders.find((order) => order.id_customer === id)?.id }));
  }

  async function shop(path: string): Promise<unknown> {
    const { config, secrets } = world.sandboxes.prestashop;
    const authorization = `Basic ${Buffer.from(`${secrets.webserviceKey}:`).toString("base64")}`;
    const address = `${String(config.url)}/api/${path}&output_format=JSON`;
    return (await fetch(address, { headers: { authorization } })).json();
  }

  async function thirdparties(): Promise<{ id: string }[]> {
    return z.array(z.object({ id: z.coerce.string() })).parse(await (await erp("thirdparties?limit=500")).json());
  }

  async function newThirdparty(name: string, email: string): Promise<void> {
    const body = JSON.stringify({ name, email, client: 1, code_client: "auto" });
    const reply = await erp("thirdparties", { method: "POST", body });
    if (!reply.ok) throw new Error(await reply.text());
  }

  function erp(path: string, init: RequestInit = {}): Promise<Response> {
    const { config, secrets } = world.sandboxes.dolibarr;
    const headers = { DOLAPIKEY: secrets.apiKey ?? "", "content-type": "application/json" };
    return fetch(`${String(config.url)}/api/index.php/${path}`, { ...init, headers });
  }
});
