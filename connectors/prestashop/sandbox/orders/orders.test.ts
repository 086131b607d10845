import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PrestashopSandbox, startSandbox } from "../index";
import { call, idOf, json } from "../testing";

describe("PrestaShop sandbox, orders", () => {
  let sandbox: PrestashopSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ demo: { products: 12, customers: 1, orders: 0 } });
  });
  afterEach(() => sandbox.close());

  const stored = async (path: string) => (await call(sandbox, json(path))).json();
  const row = (product: number, quantity: number) =>
    `<cart_row><id_product>${product}</id_product><id_product_attribute>0</id_product_attribute><id_address_delivery>1</id_address_delivery><quantity>${quantity}</quantity></cart_row>`;
  const cart = async (rows: string, carrier = "") => {
    const fields =
      "<id_address_delivery>1</id_address_delivery><id_address_invoice>1</id_address_invoice><id_currency>1</id_currency><id_customer>1</id_customer><id_lang>1</id_lang>";
    return idOf(
      await call(
        sandbox,
        "carts",
        "POST",
        `<cart>${fields}${carrier}${rows === "" ? "" : `<associations><cart_rows>${rows}</cart_rows></associations>`}</cart>`,
      ),
    );
  };
  const order = (cartId: string, paid: string, module = "ps_wirepayment") => {
    const ids = `<id_address_delivery>1</id_address_delivery><id_address_invoice>1</id_address_invoice><id_cart>${cartId}</id_cart><id_currency>1</id_currency><id_lang>1</id_lang><id_customer>1</id_customer><id_carrier>2</id_carrier>`;
    const money = `<total_paid>${paid}</total_paid><total_paid_real>0</total_paid_real><total_products>0</total_products><total_products_wt>0</total_products_wt><conversion_rate>1</conversion_rate>`;
    return call(
      sandbox,
      "orders",
      "POST",
      `<order>${ids}<current_state>5</current_state><module>${module}</module><payment>Virement</payment>${money}</order>`,
    );
  };

  it("makes an order of a cart: state 11 with the right total, stock, invoice, payment and history", async () => {
    const reply = await order(await cart(row(1, 2)), "9.80");
    expect(reply.status).toBe(201);
    expect(
      await stored("orders/1?display=[current_state,valid,total_paid,total_paid_real,total_products,invoice_number,id_carrier]"),
    ).toEqual({
      orders: [
        {
          id_carrier: "1",
          current_state: "11",
          invoice_number: "1",
          valid: "1",
          total_paid: "9.800000",
          total_paid_real: "9.800000",
          total_products: "8.170000",
        },
      ],
    });
    expect(await stored("order_histories?filter[id_order]=1&display=[id_order_state]")).toEqual({
      order_histories: [{ id_order_state: "11" }],
    });
    expect(
      await stored(
        "order_details?filter[id_order]=1&display=[product_quantity,unit_price_tax_incl,total_price_tax_incl,taxes[id]]",
      ),
    ).toEqual({
      order_details: [
        {
          product_quantity: "2",
          unit_price_tax_incl: "4.900000",
          total_price_tax_incl: "9.800000",
          associations: { taxes: [{ id: "1" }] },
        },
      ],
    });
  });

  it("puts an order whose amount differs into state 8, keeps the stock and records what was paid", async () => {
    const stock = await stored("stock_availables?filter[id_product]=1&display=[quantity]");
    await order(await cart(row(1, 2)), "1.00");
    expect(await stored("orders/1?display=[current_state,valid,total_paid,total_paid_real]")).toEqual({
      orders: [{ current_state: "8", valid: "0", total_paid: "9.800000", total_paid_real: "1.000000" }],
    });
    expect(await stored("stock_availables?filter[id_product]=1&display=[quantity]")).toEqual(stock);
  });

  it("charges the carrier of the cart's delivery option", async () => {
    const id = await cart(row(1, 2), '<delivery_option>{"1":"2,"}</delivery_option>');
    await order(id, "16.70");
    expect(
      await stored("orders/1?display=[id_carrier,total_shipping_tax_incl,total_shipping_tax_excl,carrier_tax_rate,total_paid]"),
    ).toEqual({
      orders: [
        {
          id_carrier: "2",
          total_paid: "16.700000",
          total_shipping_tax_incl: "6.900000",
          total_shipping_tax_excl: "5.750000",
          carrier_tax_rate: "20.000",
        },
      ],
    });
  });

  it("dies on an unknown module or an empty cart, and says when a cart was used", async () => {
    const id = await cart(row(1, 1));
    expect([(await order(id, "4.90", "nosuchmodule")).status, (await order(await cart(""), "0")).status]).toEqual([500, 500]);
    await order(id, "4.90");
    const again = await order(id, "4.90");
    expect([again.status, again.text]).toEqual([
      500,
      "Le panier ne peut être chargé ou une commande a déjà été réalisée avec ce panier",
    ]);
  });

  it("moves through states by histories: payment, delivery slip, stock given back on cancelling", async () => {
    await order(await cart(row(1, 3)), "1.00");
    const move = (state: number) =>
      call(
        sandbox,
        "order_histories",
        "POST",
        `<order_history><id_order>1</id_order><id_order_state>${state}</id_order_state></order_history>`,
      );
    const before = (await stored("stock_availables?filter[id_product]=1&display=[quantity]")) as {
      stock_availables: { quantity: string }[];
    };
    await move(2);
    expect(await stored("orders/1?display=[current_state,valid,invoice_number,delivery_number,total_paid_real]")).toEqual({
      orders: [{ current_state: "2", invoice_number: "1", delivery_number: "0", valid: "1", total_paid_real: "15.700000" }],
    });
    const held = (await stored("stock_availables?filter[id_product]=1&display=[quantity]")) as {
      stock_availables: { quantity: string }[];
    };
    expect(Number(before.stock_availables[0]?.quantity) - Number(held.stock_availables[0]?.quantity)).toBe(3);
    await move(4);
    expect(await stored("orders/1?display=[delivery_number]")).toEqual({ orders: [{ delivery_number: "1" }] });
    await move(6);
    expect(await stored("stock_availables?filter[id_product]=1&display=[quantity]")).toEqual(before);
    expect((await move(999)).status).toBe(500);
  });

  it("changes the state by PATCH of current_state, and does nothing for the same state", async () => {
    await order(await cart(row(1, 1)), "4.90");
    await call(sandbox, "orders/1", "PATCH", "<order><id>1</id><current_state>4</current_state></order>");
    await call(sandbox, "orders/1", "PATCH", "<order><id>1</id><current_state>4</current_state></order>");
    expect(await stored("order_histories?filter[id_order]=1&display=[id_order_state]&sort=[id_ASC]")).toEqual({
      order_histories: [{ id_order_state: "11" }, { id_order_state: "4" }],
    });
  });

  it("shows one tracking number on the order and on its carrier", async () => {
    await order(await cart(row(1, 1)), "4.90");
    await call(
      sandbox,
      "order_carriers/1",
      "PATCH",
      "<order_carrier><id>1</id><tracking_number>6A123</tracking_number></order_carrier>",
    );
    expect(await stored("orders/1?display=[shipping_number]")).toEqual({ orders: [{ shipping_number: "6A123" }] });
    await call(sandbox, "orders/1", "PATCH", "<order><id>1</id><shipping_number>6A456</shipping_number></order>");
    expect(await stored("order_carriers/1?display=[tracking_number]")).toEqual({
      order_carriers: [{ tracking_number: "6A456" }],
    });
  });

  it("only marks an address as deleted once an order uses it", async () => {
    await order(await cart(row(1, 1)), "4.90");
    await call(sandbox, "addresses/1", "DELETE");
    expect(await stored("addresses/1?display=[deleted]")).toEqual({ addresses: [{ deleted: "1" }] });
  });
});
