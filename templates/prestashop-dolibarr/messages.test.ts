import { describe, expect, it } from "vitest";
import { SANDBOX_READER_KEY } from "@/connectors/prestashop/sandbox";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpOrders, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

async function within(task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 6, products: 6, customers: 4, shopKey: SANDBOX_READER_KEY });
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

/** A question of the customer and a note between colleagues, on an order that is booked. */
async function converse(world: World): Promise<string> {
  const order = (await shopOrders(world)).find((each) => each.state.invoice && each.total_paid !== each.total_paid_tax_excl);
  const { store } = world.shop.shop;
  const times = { date_add: "2026-11-20 10:00:00", date_upd: "2026-11-20 10:00:00" };
  const thread = store
    .table("customer_threads")
    .insert({ id_order: order?.id ?? "", id_lang: "1", id_contact: "0", token: "t", ...times });
  const common = { id_customer_thread: String(thread.id), read: "0", ...times };
  store.table("customer_messages").insert({ ...common, id_employee: "0", message: "Livrez après 18 h", private: "0" });
  store.table("customer_messages").insert({ ...common, id_employee: "1", message: "Client à rappeler", private: "1" });
  return order?.reference ?? "";
}

describe("messages of orders", () => {
  it.each([
    ["none", undefined, /^(?!.*(18 h|rappeler))/s],
    ["private", undefined, /Livrez après 18 h.*Client à rappeler/s],
    ["both", "Livrez après 18 h", /^(?!.*18 h).*Client à rappeler/s],
  ])("CO-02 with the option %s they are in the notes of the order", async (customerMessages, open, hidden) => {
    await within(async (world) => {
      const reference = await converse(world);
      await world.run("orders", { settings: { customerMessages } });
      const booked = (await erpOrders(world)).find((order) => order.ref_client === reference);
      expect(booked?.note_private).toMatch(hidden);
      expect(booked?.note_public || undefined).toBe(open);
    });
  });
});
