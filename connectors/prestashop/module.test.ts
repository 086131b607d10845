import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { webhook } from "@/connectors/prestashop/webhook";

const FOLDER = "connectors/prestashop/module";
const hasPhp = spawnSync("php", ["-v"]).status === 0;
const SECRET = "secret";
const NOW = new Date(1_700_000_000_000);

function signed(body: string, { secret = SECRET, at = NOW.getTime() / 1000, query = {} as Record<string, string> } = {}) {
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  const headers = { "x-passerelle-signature": `t=${at},v1=${signature}` };
  return { method: "POST", headers, query, body: Buffer.from(body) };
}

describe("events of the module for PrestaShop", () => {
  const event = { id: "orders:7:1", stream: "orders", key: "7", type: "order.status", at: "2023-11-14T22:13:20Z" };
  const body = JSON.stringify({ events: [event] });

  it("CO-01 are taken when they are signed with the secret of the connection, and say what to read", () => {
    expect(webhook.verify(signed(body), SECRET, NOW)).toBe(true);
    expect(webhook.parse(signed(body))).toEqual([
      { stream: "orders", key: "7", type: "order.status", occurredAt: event.at, dedupeKey: event.id },
    ]);
  });

  it("are refused with another secret, another body, an old signature, or without a secret", () => {
    expect(webhook.verify(signed(body, { secret: "other" }), SECRET, NOW)).toBe(false);
    expect(webhook.verify({ ...signed(body), body: Buffer.from(`${body} `) }, SECRET, NOW)).toBe(false);
    expect(webhook.verify(signed(body, { at: NOW.getTime() / 1000 - 301 }), SECRET, NOW)).toBe(false);
    expect(webhook.verify(signed(body, { secret: "" }), "", NOW)).toBe(false);
    expect(webhook.verify({ ...signed(body), headers: {} }, SECRET, NOW)).toBe(false);
  });

  it("CO-39 asks for an invoice with what is asked signed, not an empty body", () => {
    const question = (order: string) => signed("invoice:7", { query: { invoice: order } });
    expect(webhook.verify(question("7"), SECRET, NOW)).toBe(true);
    expect(webhook.verify(question("8"), SECRET, NOW)).toBe(false);
  });

  it("that name an unknown stream or a key that is no number are refused whole", () => {
    for (const change of [{ stream: "employees" }, { key: "7 or 1=1" }]) {
      expect(() => webhook.parse(signed(JSON.stringify({ events: [{ ...event, ...change }] })))).toThrow();
    }
  });
});

describe.skipIf(!hasPhp)("the module itself (php is installed)", () => {
  it("is valid PHP in every file", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".php"));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(spawnSync("php", ["-l", join(FOLDER, file)]).status, file).toBe(0);
  });

  it("CO-01 keeps one row for each record, tries again later and later, and removes what was accepted", () => {
    const told = JSON.parse(execFileSync("php", [join(FOLDER, "tests/run.php")], { encoding: "utf8" }));
    expect(told).toMatchObject({
      ...{ waiting: 2, refused: false, early: true, accepted: true, left: 0, old: 0, calls: 2 },
      afterRefusal: [
        [1, 32],
        [1, 32],
      ],
      pauses: [30, 60, 120, 3600],
      addresses: [true, true, false, false, false],
    });
    // A quote of a record's number never reaches SQL.
    expect(told.sent.events).toMatchObject([
      { stream: "orders", key: "7", type: "order.status" },
      { stream: "products", key: "3DROP" },
    ]);
  });

  it("signs as our endpoint verifies", () => {
    const { signature } = JSON.parse(execFileSync("php", [join(FOLDER, "tests/run.php")], { encoding: "utf8" }));
    const request = {
      method: "POST",
      headers: { "x-passerelle-signature": signature },
      query: {},
      body: Buffer.from('{"events":[]}'),
    };
    expect(webhook.verify(request, SECRET, NOW)).toBe(true);
  });
});
