import { afterEach, describe, expect, it } from "vitest";
import { connector, type Reply, startReplay } from "@/connectors/dolibarr/testing/trial";
import { failureOf } from "@/connectors/testing/bench";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function replay(...replies: readonly Reply[]) {
  const started = await startReplay(replies);
  closers.push(started.close);
  return started;
}

const HTML = "text/html; charset=UTF-8";
const DATABASE_DOWN =
  "This website or feature is currently temporarily not available or failed after a technical error.<br><br>This may be due to a maintenance operation.";
const STATUS = '{"success":{"code":200,"dolibarr_version":"22.0.4","access_locked":"0"}}';
const order = { key: "1", externalRef: "r1", idempotencyKey: "i1", data: { socid: "5", date: "2026-11-22" } };
const createOrder = { stream: "orders", records: [order] };

function error(code: number, message: string, ...reasons: string[]): Reply {
  const details = Object.fromEntries(reasons.map((reason, index) => [String(index), reason]));
  return {
    status: code,
    body: JSON.stringify({ error: { code, message, ...details }, debug: { source: "api_orders.class.php:334" } }),
  };
}

describe("a 2xx is not always success", () => {
  it("database down: a 202 with HTML on POST leaves the creation uncertain", async () => {
    const { ctx, count } = await replay({ status: 202, type: HTML, body: DATABASE_DOWN });
    const [outcome] = await connector.write(ctx, createOrder);
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: true, error: { code: "connector.bad_response" } });
    expect(count()).toBe(1);
  });

  it.each([
    ["database down (202, HTML)", 202, DATABASE_DOWN, /maintenance/],
    ["API module off (200, text)", 200, "Module <b>Api</b> must be enabled.<br><br>To activate modules, go on setup", /module/],
    ["maintenance (200, HTML)", 200, "Sorry, your application is offline. Only administrator users", /maintenance/],
  ])("check says what is wrong: %s", async (_, status, body, advice) => {
    const { ctx } = await replay({ status, type: HTML, body });
    const result = await connector.check(ctx);
    expect(result.ok).toBe(false);
    expect(result.message.fr).toMatch(advice);
  });

  it("a 304 means nothing was done: to a validated order that is `unchanged`, to one that would not it is a failure", async () => {
    const validate = connector.actions.validateOrder;
    const request = { targetId: "2", externalRef: "", params: {}, idempotencyKey: "" };
    const done = await replay({ status: 304, body: "" }, { status: 200, body: '{"id":"2","ref":"CO2611-0002","status":"1"}' });
    expect(await validate?.run(done.ctx, request)).toMatchObject({ outcome: "unchanged", id: "2", ref: "CO2611-0002" });
    const stuck = await replay({ status: 304, body: "" }, { status: 200, body: '{"id":"2","ref":"CO2611-0002","status":"-1"}' });
    expect(await validate?.run(stuck.ctx, request)).toMatchObject({ outcome: "failed", uncertain: false });
  });

  it("a creation that answers no number is uncertain", async () => {
    const { ctx } = await replay({ status: 200, body: "null" });
    expect((await connector.write(ctx, createOrder))[0]).toMatchObject({ outcome: "failed", uncertain: true });
  });
});

describe("errors", () => {
  it("the real cause under the numbered keys becomes the message, with advice", async () => {
    const { ctx, count } = await replay(error(500, "Internal Server Error: Error creating product", "ErrorProductAlreadyExists"));
    const product = { ...order, data: { ref: "SHOE-42", label: "Again" } };
    const [outcome] = await connector.write(ctx, { stream: "products", records: [product] });
    expect(outcome).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: { code: "connector.rejected", category: "data", message: expect.stringContaining("ErrorProductAlreadyExists") },
    });
    expect(JSON.stringify(outcome)).toContain("existe déjà");
    expect(count()).toBe(1);
  });

  it("production mode: an error without its debug part reads the same", async () => {
    const { ctx } = await replay({ status: 500, body: '{"error":{"code":500,"message":"Error","0":"ErrorRefAlreadyExists"}}' });
    expect((await connector.write(ctx, createOrder))[0]).toMatchObject({
      error: { code: "connector.rejected" },
      uncertain: false,
    });
  });

  it("parallel creation: a deadlock was rolled back, so the order is sent again and created once", async () => {
    const deadlock = error(
      500,
      "Internal Server Error: Error creating order",
      "Deadlock found when trying to get lock; try restarting transaction",
    );
    const { ctx, count } = await replay(deadlock, deadlock, { status: 200, body: "43" });
    expect((await connector.write(ctx, createOrder))[0]).toMatchObject({ outcome: "created", id: "43" });
    expect(count()).toBe(3);
  });

  it("parallel validation: a 500 with HTML (number taken twice) is sent again, for validating twice is harmless", async () => {
    const { ctx, count } = await replay(
      { status: 500, body: DATABASE_DOWN },
      { status: 200, body: '{"id":"51","ref":"CO2611-0009","status":"1"}' },
    );
    const request = { targetId: "51", externalRef: "", params: {}, idempotencyKey: "" };
    expect(await connector.actions.validateOrder?.run(ctx, request)).toMatchObject({ outcome: "updated", ref: "CO2611-0009" });
    expect(count()).toBe(2);
  });

  it("a PHP fatal error (500, empty body) leaves a creation uncertain and is not sent again", async () => {
    const { ctx, count } = await replay({ status: 500, type: HTML, body: "" });
    expect((await connector.write(ctx, createOrder))[0]).toMatchObject({ outcome: "failed", uncertain: true });
    expect(count()).toBe(1);
  });

  it("a 503 with an explanation (no stock) is a refusal, not an outage", async () => {
    const { ctx, count } = await replay(
      error(503, "Service Unavailable: Error when create stock movement : You don't have enough stock"),
    );
    const movement = { ...order, data: { product_id: "4", warehouse_id: "1", qty: "-5" } };
    const [outcome] = await connector.write(ctx, { stream: "stock_movements", records: [movement] });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { category: "data" } });
    expect(count()).toBe(1);
  });

  it.each([
    [
      "IP restriction (503, text)",
      { status: 503, type: HTML, body: "APIs are not allowed from the IP 127.0.0.1" },
      /adresses IP/,
    ],
    [
      "endpoint rule (501, text)",
      { status: 501, type: HTML, body: "The API with endpoint /status is forbidden by config API_ENDPOINT_RULES" },
      /interdit/,
    ],
    ["module off (501, text)", { status: 501, type: HTML, body: "API not found (failed to include API file)" }, /désactivé/],
    [
      "wrong key (401)",
      error(401, "Unauthorized: Error user not valid (not found with api key or bad status or bad validity dates)"),
      /clé/,
    ],
  ])("check gives advice: %s", async (_, reply, advice) => {
    const { ctx } = await replay(reply);
    const result = await connector.check(ctx);
    expect(result.ok).toBe(false);
    expect(result.message.fr).toMatch(advice);
  });

  it("a module that is off is named by check", async () => {
    const modules = '["api","banque","commande","facture","product","societe"]';
    const { ctx } = await replay({ status: 200, body: STATUS }, { status: 200, body: modules }, { status: 200, body: "{}" });
    const result = await connector.check(ctx);
    expect(result.problems.map((problem) => problem.message.fr).join()).toContain("Services");
  });

  it("a key that is refused ends the whole write instead of failing every record", async () => {
    const { ctx, count } = await replay(error(401, "Unauthorized: Error user not valid"));
    const records = [order, { ...order, key: "2" }];
    expect((await failureOf(connector.write(ctx, { stream: "orders", records }))).category).toBe("auth");
    expect(count()).toBe(1);
  });
});

describe("lists", () => {
  it("third parties: an empty list is 404", async () => {
    const { ctx } = await replay(error(404, "Not Found: No third parties found"));
    const page = await connector.read(ctx, { stream: "thirdparties", cursor: null, pageSize: 10, since: null });
    expect(page).toMatchObject({ records: [], nextCursor: null });
  });

  it("a 404 that is not Dolibarr's means there is no Dolibarr at this address", async () => {
    const { ctx } = await replay({ status: 404, type: HTML, body: "<h1>Not Found</h1>" });
    const read = connector.read(ctx, { stream: "thirdparties", cursor: null, pageSize: 10, since: null });
    expect((await failureOf(read)).advice?.fr).toContain("adresse");
  });

  it("numbers as text, numbers as numbers, empty maps as lists and empty dates become the types of the schema", async () => {
    const row = {
      id: "7",
      ref: "FA2611-0001",
      total_ttc: "49.99000000",
      totalpaid: 35.96,
      remaintopay: null,
      paye: "0",
      status: "1",
      date: 1795305600,
      date_validation: "",
      array_options: [],
      linkedObjectsIds: { commande: { "3": "16" } },
      lines: [{ id: "1", qty: "2", tva_tx: "20.0000", subprice: "10.00000000" }],
    };
    const { ctx } = await replay({ status: 200, body: "[]" }, { status: 200, body: JSON.stringify([row]) });
    const page = await connector.read(ctx, { stream: "invoices", cursor: null, pageSize: 10, since: null });
    expect(page.records[0]?.data).toMatchObject({
      id: "7",
      total_ttc: "49.99",
      totalpaid: "35.96",
      remaintopay: null,
      paye: false,
      status: 1,
      date: "2026-11-22T00:00:00Z",
      date_validation: null,
      array_options: {},
      linked: { commande: ["16"] },
      order: "16",
      lines: [{ qty: "2", tva_tx: "20", subprice: "10" }],
    });
  });
});
