import type { RawRecord } from "@/connectors/prestashop/body";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { type PrestashopOrder, PrestashopOrderSchema } from "@/connectors/prestashop/order-types";
import { languages, reference, shopSettings } from "@/connectors/prestashop/reference";
import { toSale } from "@/connectors/prestashop/sale";
import { slipToSale } from "@/connectors/prestashop/slip-sale";
import { orderMessages } from "@/connectors/prestashop/streams/order-messages";
import {
  addressesOf,
  customersOf,
  orderLines,
  orderPayments,
  orderRows,
  orderSlips,
  referenceRecords,
  withoutAssociations,
} from "@/connectors/prestashop/streams/order-parts";
import { toAppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** Parts that cost a request per page. Lines, discounts, currency, state, carrier, language and `sale` are always there. */
const ORDER_PARTS = ["payments", "histories", "invoices", "slips", "orderCarriers", "customer", "addresses", "messages"] as const;
type Part = (typeof ORDER_PARTS)[number];

/** Names a reader of the document would ask for, and the part that brings them. */
const BROUGHT_BY: Readonly<Record<string, Part>> = {
  invoiceAddress: "addresses",
  deliveryAddress: "addresses",
  shipments: "orderCarriers",
};

type Lists = ReadonlyMap<string, JsonObject[]>;
const NONE: Lists = new Map();

/**
 * Orders of one page as whole documents: about ten requests for the page and as many reference lists per run.
 * Without `include` every part is read.
 */
export async function composeOrders(
  ctx: PrestashopContext,
  orders: readonly JsonObject[],
  include: readonly string[] | undefined,
): Promise<JsonObject[]> {
  if (orders.length === 0) return [];
  const parts = await readParts(ctx, orders, new Set(include?.map((name) => BROUGHT_BY[name] ?? name) ?? ORDER_PARTS));
  const lists = await readLists(ctx);
  return orders.map((order) => withSale(ctx, compose(order, parts, lists), lists.how));
}

async function readParts(ctx: PrestashopContext, orders: readonly JsonObject[], wanted: ReadonlySet<string>) {
  const ids = orders.map((order) => order.id ?? "");
  const rows = (part: Part, name: string) => (wanted.has(part) ? orderRows(ctx, name, ids) : NONE);
  const [lines, cartRules, orderCarriers, histories, invoices, slips, payments, customers, addresses, messages] =
    await Promise.all([
      orderLines(ctx, ids),
      orderRows(ctx, "order_cart_rules", ids),
      rows("orderCarriers", "order_carriers"),
      rows("histories", "order_histories"),
      rows("invoices", "order_invoices"),
      wanted.has("slips") ? orderSlips(ctx, ids) : NONE,
      wanted.has("payments")
        ? orderPayments(
            ctx,
            orders.map((order) => order.reference ?? ""),
          )
        : NONE,
      wanted.has("customer")
        ? customersOf(
            ctx,
            orders.map((order) => order.id_customer),
          )
        : undefined,
      wanted.has("addresses")
        ? addressesOf(
            ctx,
            orders.flatMap((order) => [order.id_address_invoice, order.id_address_delivery]),
          )
        : undefined,
      wanted.has("messages") ? orderMessages(ctx, ids) : NONE,
    ]);
  return { wanted, lines, cartRules, orderCarriers, histories, invoices, slips, payments, customers, addresses, messages };
}

async function readLists(ctx: PrestashopContext) {
  const [currencies, states, carriers, known, taxes, settings] = await Promise.all([
    referenceRecords(ctx, "currencies"),
    referenceRecords(ctx, "order_states"),
    referenceRecords(ctx, "carriers"),
    languages(ctx),
    reference(ctx, "taxes"),
    shopSettings(ctx),
  ]);
  const base = currencies.get(settings.get("PS_CURRENCY_DEFAULT") ?? "")?.iso_code;
  const how = { rates: activeRates(taxes), baseCurrency: typeof base === "string" ? base : undefined };
  return { currencies, states, carriers, languages: known, how };
}

function activeRates(taxes: readonly RawRecord[]): string[] {
  return [...new Set(taxes.filter((tax) => String(tax.active) === "1").map((tax) => String(tax.rate)))];
}

function compose(
  order: JsonObject,
  parts: Awaited<ReturnType<typeof readParts>>,
  lists: Awaited<ReturnType<typeof readLists>>,
): JsonObject {
  const id = String(order.id);
  const of = (rows: Lists, key = id) => rows.get(key) ?? [];
  const optional: [Part, JsonObject][] = [
    ["orderCarriers", { orderCarriers: of(parts.orderCarriers) }],
    ["histories", { histories: of(parts.histories) }],
    ["invoices", { invoices: of(parts.invoices) }],
    ["slips", { slips: of(parts.slips) }],
    ["messages", { messages: of(parts.messages) }],
    ["payments", { payments: of(parts.payments, String(order.reference)) }],
    ["customer", { customer: parts.customers?.get(String(order.id_customer)) ?? null }],
    [
      "addresses",
      {
        invoiceAddress: parts.addresses?.get(String(order.id_address_invoice)) ?? null,
        deliveryAddress: parts.addresses?.get(String(order.id_address_delivery)) ?? null,
      },
    ],
  ];
  return {
    ...withoutAssociations(order),
    lines: of(parts.lines),
    cartRules: of(parts.cartRules),
    currency: named(lists.currencies.get(String(order.id_currency))),
    state: named(lists.states.get(String(order.current_state))),
    carrier: named(lists.carriers.get(String(order.id_carrier))),
    language: lists.languages.find((language) => language.id === order.id_lang)?.iso ?? null,
    ...Object.assign({}, ...optional.filter(([part]) => parts.wanted.has(part)).map(([, value]) => value)),
  };
}

function named(record: JsonObject | undefined): Json {
  return record ? withoutAssociations(record) : null;
}

/** Each slip as a sale of its own, beside its raw fields. */
function withSlipSales(order: JsonObject, parsed: PrestashopOrder, how: SaleReading): JsonObject {
  if (!Array.isArray(order.slips)) return {};
  const sales: unknown[] = parsed.slips.map((slip) => slipToSale(parsed, slip, how.rates, how.baseCurrency));
  return { slips: order.slips.map((slip, n) => ({ ...(slip as JsonObject), sale: sales[n] as JsonObject })) };
}

interface SaleReading {
  readonly rates: readonly string[];
  readonly baseCurrency: string | undefined;
}

/** An order whose figures cannot be read as a sale is still handed out, with the reason: one odd order stops no page. */
function withSale(ctx: PrestashopContext, order: JsonObject, how: SaleReading): JsonObject {
  try {
    // Plain JSON; only its readonly arrays are foreign to the type.
    const parsed = PrestashopOrderSchema.parse(order);
    const sale: unknown = toSale(parsed, how.rates, how.baseCurrency);
    return { ...order, ...withSlipSales(order, parsed, how), sale: sale as JsonObject, saleProblem: null };
  } catch (thrown) {
    const problem = toAppError(thrown).message;
    ctx.log.warn("prestashop.order_without_sale", { order: order.id ?? "", problem });
    return { ...order, sale: null, saleProblem: problem };
  }
}
