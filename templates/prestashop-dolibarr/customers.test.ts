import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);

async function within(task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 4, products: 4, customers: 8 });
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

async function erp(world: World, method: "POST" | "PUT", path: string, body: JsonObject = {}): Promise<unknown> {
  const headers = { DOLAPIKEY: world.erp.key, "content-type": "application/json" };
  const reply = await fetch(`${world.erp.url}/api/index.php${path}`, { method, headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}

const parties = async (world: World) => (await world.erpGet("/thirdparties?limit=0")) as JsonObject[];
const customers = (world: World) =>
  [...world.shop.shop.store.table("customers").all()].filter((row) => row.is_guest !== "1" && row.deleted !== "1");
const addressOf = (world: World, customer: number) => world.shop.shop.store.table("addresses").by("id_customer", customer)[0];

describe("customers and the third parties that are there", () => {
  it("CO-11 several that fit are put to a person, and no other customer waits", async () => {
    await within(async (world) => {
      const [twice] = customers(world);
      for (const name of ["Un", "Deux"]) {
        await erp(world, "POST", "/thirdparties", { name, client: 1, code_client: "auto", email: String(twice?.email) });
      }
      const outcomes = await world.run("customers");
      expect(outcomes.filter(({ outcome }) => outcome === "review").map(({ key }) => key)).toEqual([String(twice?.id)]);
      expect(failures(outcomes)).toEqual([]);
      expect(outcomes.filter(({ outcome }) => outcome === "created").length).toBeGreaterThan(4);
      const orders = await world.run("orders");
      expect(failures(orders)).toEqual([]);
    });
  });

  it("CO-11 a company is recognised by its name and postcode when the option says so", async () => {
    await within(async (world) => {
      const [customer] = customers(world);
      const address = addressOf(world, customer?.id ?? 0);
      world.shop.shop.store.table("addresses").update(address?.id ?? 0, { company: "Ferronnerie Aubin", postcode: "71000" });
      const there = { name: "FERRONNERIE AUBIN", zip: "71000", client: 1, code_client: "auto", email: "compta@aubin.example" };
      const id = await erp(world, "POST", "/thirdparties", there);
      const how = { settings: { customerMatch: "vat-email-name" }, keys: [String(customer?.id)] };
      const outcomes = await world.run("customers", how);
      expect(outcomes.map(({ targets }) => targets.find(({ alias }) => alias === "tiers")?.id)).toEqual([String(id)]);
    });
  });

  it("CO-11 an e-mail changed in the shop is changed on the same third party", async () => {
    await within(async (world) => {
      await world.run("customers");
      const [customer] = customers(world);
      const before = (await parties(world)).find((party) => party.email === customer?.email);
      world.shop.shop.store.table("customers").update(customer?.id ?? 0, { email: "nouvelle@adresse.example" });
      expect(failures(await world.run("customers"))).toEqual([]);
      const after = (await parties(world)).find((party) => party.email === "nouvelle@adresse.example");
      expect(after?.id).toBe(before?.id);
    });
  });

  it("CO-11 an order of a third party merged into another is booked there, in full", async () => {
    await within(async (world) => {
      expect(failures(await world.run("orders"))).toEqual([]);
      await world.shop.control.generate({ orders: 6 });
      const { store } = world.shop.shop;
      const emailOf = (id: unknown) => String(store.table("customers").get(Number(id))?.email);
      const known = new Map((await parties(world)).map((party) => [String(party.email), party]));
      const fresh = [...store.table("orders").all()].find((row) => row.id > 4 && known.has(emailOf(row.id_customer)));
      const email = emailOf(fresh?.id_customer);
      const kept = await erp(world, "POST", "/thirdparties", { name: "Gardé", client: 1, code_client: "auto", email });
      await erp(world, "PUT", `/thirdparties/${kept}/merge/${known.get(email)?.id}`);
      await world.moveShopOrder(String(fresh?.id), "2");
      expect(failures(await world.run("orders"))).toEqual([]);
      for (const stream of ["orders", "invoices"]) {
        const documents = (await world.erpGet(`/${stream}?limit=0`)) as JsonObject[];
        expect(documents.find((each) => each.ref_client === fresh?.reference)?.socid, stream).toBe(String(kept));
      }
    });
  });

  it("CO-11 a third party merged into another in Dolibarr is followed there", async () => {
    await within(async (world) => {
      await world.run("customers");
      const [customer] = customers(world);
      const old = (await parties(world)).find((party) => party.email === customer?.email);
      const kept = await erp(world, "POST", "/thirdparties", {
        name: "Gardé",
        client: 1,
        code_client: "auto",
        email: String(customer?.email),
      });
      await erp(world, "PUT", `/thirdparties/${kept}/merge/${old?.id}`);
      const address = addressOf(world, customer?.id ?? 0);
      world.shop.shop.store.table("addresses").update(address?.id ?? 0, { city: "Autun" });
      expect(failures(await world.run("customers"))).toEqual([]);
      const moved = (await parties(world)).find((party) => String(party.id) === String(kept));
      expect(moved?.town).toBe("Autun");
      expect((await parties(world)).filter((party) => party.email === customer?.email)).toHaveLength(1);
    });
  });
});
