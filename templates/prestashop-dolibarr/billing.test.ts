import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpCreditNotes, erpInvoices, erpOrders, erpPayments, shopList, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const cents = (amount: string | undefined) => decimal(amount ?? "0").toFixed(2);

async function within(options: Parameters<typeof startWorld>[1], task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, options);
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

/** What each slip of the shop pays back, by id. */
async function slipsOf(world: World): Promise<Map<string, string>> {
  const query = `display=full&output_format=JSON&ws_key=${world.shop.key}`;
  const { order_slips } = (await (await fetch(`${world.shop.url}/api/order_slip?${query}`)).json()) as {
    order_slips: JsonObject[];
  };
  const paidBack = (slip: JsonObject) =>
    decimal(String(slip.total_products_tax_incl)).add(decimal(String(slip.total_shipping_tax_incl)));
  return new Map(order_slips.map((slip) => [String(slip.id), paidBack(slip).toFixed(2)]));
}

/** One of the untaxed orders becomes a company's of the Union. */
async function moveToBelgium(world: World): Promise<void> {
  const untaxed = (await shopOrders(world)).find(
    (order) => order.state.invoice && order.total_paid === order.total_paid_tax_excl,
  );
  const company = { id_country: "3", id_state: "0", company: "Maison Delvaux", vat_number: "BE0403170701" };
  const addresses = world.shop.shop.store.table("addresses");
  for (const name of ["id_address_delivery", "id_address_invoice"]) addresses.update(Number(untaxed?.[name]), company);
}

describe("credit notes", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(prestashopDolibarr);
    await moveToBelgium(world);
    await world.run("products");
    expect(failures(await world.run("orders"))).toEqual([]);
  });
  afterAll(() => world.close());

  it("CO-02 each credit slip becomes a validated credit note of its invoice, for what was paid back, to the cent", async () => {
    const invoices = new Map((await erpInvoices(world)).map((invoice) => [invoice.id, invoice.ref_client]));
    const notes = await erpCreditNotes(world);
    const slips = await slipsOf(world);
    expect(notes.length).toBeGreaterThan(1);
    expect(notes.map((note) => note.statut)).toEqual(notes.map(() => "1"));
    for (const note of notes) {
      expect(invoices.get(note.fk_facture_source ?? "")).toBe(note.ref_client);
      const slip = /avoir (\d+)/.exec(note.note_private ?? "")?.[1] ?? "";
      const foreign = note.multicurrency_code === "USD";
      expect(cents(foreign ? note.multicurrency_total_ttc : note.total_ttc)).toBe(`-${slips.get(slip)}`);
    }
  });

  it("the flow of credit slips finds those already booked unchanged, and books one that came later", async () => {
    const before = (await erpCreditNotes(world)).length;
    const again = await world.run("credits");
    expect(failures(again)).toEqual([]);
    expect((await erpCreditNotes(world)).length).toBe(before);
    expect(again.filter((one) => one.outcome === "unchanged")).toHaveLength(before);
    const [invoice] = (await erpInvoices(world)).filter((one) => one.multicurrency_code !== "USD");
    const order = (await shopOrders(world)).find((one) => one.reference === invoice?.ref_client);
    const details = (await shopList(world, "order_details")) as JsonObject[];
    const detail = details.find((row) => String(row.id_order) === order?.id) ?? {};
    const net = String(detail.unit_price_tax_excl);
    const gross = String(detail.unit_price_tax_incl);
    const body = `<prestashop><order_slip><id_customer>1</id_customer><id_order>${order?.id}</id_order><conversion_rate>1</conversion_rate><total_products_tax_excl>${net}</total_products_tax_excl><total_products_tax_incl>${gross}</total_products_tax_incl><total_shipping_tax_excl>0</total_shipping_tax_excl><total_shipping_tax_incl>0</total_shipping_tax_incl><amount>${gross}</amount><associations><order_slip_details><order_slip_detail><id_order_detail>${detail.id}</id_order_detail><product_quantity>1</product_quantity><amount_tax_excl>${net}</amount_tax_excl><amount_tax_incl>${gross}</amount_tax_incl></order_slip_detail></order_slip_details></associations></order_slip></prestashop>`;
    const reply = await fetch(`${world.shop.url}/api/order_slip?ws_key=${world.shop.key}`, { method: "POST", body });
    expect(reply.status).toBe(201);
    expect(failures(await world.run("credits"))).toEqual([]);
    expect((await erpCreditNotes(world)).length).toBe(before + 1);
  });

  it("CO-26 an invoiced order is classified billed", async () => {
    const invoiced = new Set((await erpInvoices(world)).map((invoice) => invoice.ref_client));
    const orders = await erpOrders(world);
    expect(orders.filter((order) => (order.billed === "1") !== invoiced.has(order.ref_client))).toEqual([]);
  });

  it("CO-02 an untaxed document says why: article 262 ter for a company of the Union, 262 for an export", async () => {
    const orders = await erpOrders(world);
    const noted = orders.filter((order) => order.note_public?.includes("Exonération"));
    expect(noted.length).toBeGreaterThan(1);
    expect(noted.every((order) => order.total_ht === order.total_ttc)).toBe(true);
    expect(noted.some((order) => order.note_public?.includes("262 ter"))).toBe(true);
  });
});

describe("options of orders", () => {
  it("CO-39 the PDF of each invoice is made when the option says so", async () => {
    await within({ orders: 8 }, async (world) => {
      expect(failures(await world.run("orders", { settings: { invoicePdf: true } }))).toEqual([]);
      const invoices = await erpInvoices(world);
      expect(invoices.length).toBeGreaterThan(2);
      expect(invoices.filter((invoice) => !invoice.last_main_doc?.endsWith(".pdf"))).toEqual([]);
    });
  });

  it("CO-34 stock leaves the warehouse of the carrier when Dolibarr moves it at validation", async () => {
    await within({ orders: 12, erp: { settings: { STOCK_CALCULATE_ON_VALIDATE_ORDER: "1" } } }, async (world) => {
      await world.run("products");
      const carriers = (await shopList(world, "carriers")) as JsonObject[];
      const rows = Object.fromEntries(carriers.map((carrier) => [String(carrier.id_reference), { value: "2" }]));
      const settings = { warehouse: "1" };
      expect(failures(await world.run("orders", { settings, tables: { carrierWarehouses: rows } }))).toEqual([]);
      const movements = (await world.erpGet("/stockmovements?limit=0")) as JsonObject[];
      expect(movements.length).toBeGreaterThan(5);
      expect(new Set(movements.map((movement) => String(movement.warehouse_id ?? movement.fk_entrepot)))).toContain("2");
    });
  });

  it("CO-35 where Dolibarr keeps no dollars the order is booked in euros at its own rate, and paid in full", async () => {
    await within({ erp: { demo: { profile: "fresh" } } }, async (world) => {
      expect(failures(await world.run("orders"))).toEqual([]);
      const foreign = (await shopOrders(world)).filter((order) => order.id_currency !== "1");
      const orders = new Map((await erpOrders(world)).map((order) => [order.ref_client, order]));
      const booked = foreign.filter((order) => orders.has(order.reference));
      expect(booked.length).toBeGreaterThan(3);
      for (const order of booked) {
        const expected = decimal(order.total_paid)
          .div(decimal(String(order.conversion_rate)), 2)
          .toFixed(2);
        expect(cents(orders.get(order.reference)?.total_ttc)).toBe(expected);
        expect(orders.get(order.reference)?.multicurrency_code).toBe("EUR");
      }
      const references = new Set(booked.map((order) => order.reference));
      const invoices = (await erpInvoices(world)).filter((invoice) => references.has(invoice.ref_client ?? ""));
      const paid = invoices.filter((invoice) => invoice.statut === "2");
      expect(paid.length).toBeGreaterThan(1);
      expect((await erpPayments(world, paid)).map((payment) => cents(payment.amount)).sort()).toEqual(
        paid.map((invoice) => cents(invoice.total_ttc)).sort(),
      );
    });
  });

  it("CO-35 such an order is blocked, with the reason, when the option says so", async () => {
    await within({ erp: { demo: { profile: "fresh" } } }, async (world) => {
      const outcomes = await world.run("orders", { settings: { unmappedCurrency: "block" } });
      const failed = outcomes.filter((one) => one.outcome === "failed");
      expect(failed.length).toBeGreaterThan(3);
      expect(new Set(failed.map((one) => one.error?.code))).toEqual(new Set(["mapping.table_unmapped"]));
    });
  });
});

describe("whose order it is", () => {
  it("guests are gathered on one account when the option names it", async () => {
    await within({}, async (world) => {
      const settings = { guestAccount: "Clients de passage" };
      await world.run("customers", { settings });
      expect(failures(await world.run("orders", { settings }))).toEqual([]);
      const parties = (await world.erpGet("/thirdparties?limit=0")) as JsonObject[];
      const gathered = parties.filter((party) => party.name === "Clients de passage");
      expect(gathered).toHaveLength(1);
      const customers = (await shopList(world, "customers")) as JsonObject[];
      const guests = new Set(customers.filter((one) => String(one.is_guest) === "1").map((one) => String(one.email)));
      expect(guests.size).toBeGreaterThan(1);
      expect(parties.filter((party) => guests.has(String(party.email)))).toEqual([]);
      const orders = (await world.erpGet("/orders?limit=0")) as JsonObject[];
      expect(orders.filter((order) => String(order.socid) === String(gathered[0]?.id)).length).toBeGreaterThan(1);
    });
  });

  it("CO-11 a third party is recognised in the order the merchant chose: VAT number before e-mail", async () => {
    await within({ orders: 1 }, async (world) => {
      const addresses = world.shop.shop.store.table("addresses");
      const [address] = [...addresses.all()].filter((row) => row.company !== "" && row.deleted !== "1");
      addresses.update(address?.id ?? 0, { vat_number: "FR83404833048" });
      const customers = (await shopList(world, "customers")) as JsonObject[];
      const buyer = customers.find((one) => String(one.id) === String(address?.id_customer));
      const parties = world.erp.world.table("societe");
      const byMail = parties.insert({ name: "Du même e-mail", client: "1", email: String(buyer?.email), tva_intra: "" });
      const outcomes = await world.run("customers", { settings: { customerMatch: "vat-email" }, keys: [String(buyer?.id)] });
      expect(outcomes.map(({ targets }) => targets[0]?.outcome)).toEqual(["updated"]);
      const after = (await world.erpGet("/thirdparties?limit=0")) as JsonObject[];
      expect(after.find((party) => party.tva_intra === "FR83404833048")).toMatchObject({ email: buyer?.email });
      expect(after.find((party) => String(party.id) === String(byMail.id))?.name).toBe("Du même e-mail");
    });
  });
});

describe("several shops", () => {
  it("CO-03 orders of two shops with the same numbers are all booked in one Dolibarr, their customers and products once", async () => {
    await within({ orders: 6, products: 6, customers: 5 }, async (world) => {
      const other = await startWorld(prestashopDolibarr, {
        orders: 6,
        products: 6,
        customers: 5,
        into: world,
        owner: "int_other",
      });
      try {
        for (const each of [world, other]) {
          for (const flow of ["customers", "products", "orders"]) expect(failures(await each.run(flow))).toEqual([]);
        }
        const orders = await erpOrders(world);
        const owners = orders.map((order) => order.ref_ext?.split(":")[0]);
        expect(owners.filter((owner) => owner === "int_other").length).toBe(owners.length / 2);
        expect(new Set(orders.map((order) => order.ref_ext)).size).toBe(orders.length);
        const products = (await world.erpGet("/products?limit=0&mode=1")) as JsonObject[];
        expect(new Set(products.map((product) => product.ref)).size).toBe(products.length);
        const parties = (await world.erpGet("/thirdparties?limit=0")) as JsonObject[];
        const mails = parties.map((party) => party.email).filter(Boolean);
        expect(new Set(mails).size).toBe(mails.length);
        for (const each of [world, other]) {
          const again = await each.run("orders");
          expect(again.filter((one) => one.outcome === "created")).toEqual([]);
        }
      } finally {
        await other.close();
      }
    });
  });
});
