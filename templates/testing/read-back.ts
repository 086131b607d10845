import { z } from "zod";
import type { World } from "@/templates/testing/world";

const TextSchema = z.union([z.string(), z.number()]).transform(String);
const LineSchema = z.looseObject({
  desc: z.string().nullish(),
  qty: TextSchema,
  tva_tx: TextSchema,
  total_ht: TextSchema,
  total_ttc: TextSchema,
});
const DocumentSchema = z.looseObject({
  id: TextSchema,
  ref: z.string(),
  ref_ext: z.string().nullish(),
  ref_client: z.string().nullish(),
  statut: TextSchema,
  total_ht: TextSchema,
  total_ttc: TextSchema,
  multicurrency_code: z.string().nullish(),
  multicurrency_total_ttc: TextSchema,
  type: TextSchema.nullish(),
  billed: TextSchema.nullish(),
  note_public: z.string().nullish(),
  note_private: z.string().nullish(),
  fk_facture_source: TextSchema.nullish(),
  last_main_doc: z.string().nullish(),
  lines: z.array(LineSchema),
});
export type ErpLine = z.infer<typeof LineSchema>;
export type ErpDocument = z.infer<typeof DocumentSchema>;

export async function erpOrders(world: World): Promise<ErpDocument[]> {
  return z.array(DocumentSchema).parse(await world.erpGet("/orders?limit=0"));
}

/** Invoices proper; credit notes are apart. */
export async function erpInvoices(world: World): Promise<ErpDocument[]> {
  return (await everyInvoice(world)).filter((invoice) => invoice.type !== CREDIT_NOTE);
}

export async function erpCreditNotes(world: World): Promise<ErpDocument[]> {
  return (await everyInvoice(world)).filter((invoice) => invoice.type === CREDIT_NOTE);
}

const CREDIT_NOTE = "2";

async function everyInvoice(world: World): Promise<ErpDocument[]> {
  return z.array(DocumentSchema).parse(await world.erpGet("/invoices?limit=0"));
}

const PaymentSchema = z.looseObject({ amount: TextSchema, type: z.string(), date: z.string() });

export async function erpPayments(world: World, invoices: readonly ErpDocument[]) {
  const lists = await Promise.all(invoices.map((invoice) => world.erpGet(`/invoices/${invoice.id}/payments`)));
  return lists.flatMap((list) => z.array(PaymentSchema).parse(list));
}

const ShopOrderSchema = z.looseObject({
  id: TextSchema,
  reference: z.string(),
  current_state: TextSchema,
  id_currency: TextSchema,
  total_paid: z.string(),
  total_paid_tax_excl: z.string(),
});
const StateSchema = z.looseObject({ id: TextSchema, invoice: TextSchema, paid: TextSchema });
const RuleSchema = z.looseObject({ id_order: TextSchema, name: z.string(), deleted: TextSchema });

export type ShopOrder = z.infer<typeof ShopOrderSchema> & {
  readonly state: { readonly invoice: boolean; readonly paid: boolean };
  readonly discounts: readonly string[];
};

/** Orders as the webservice answers them, not as our connector reads them. */
export async function shopOrders(world: World): Promise<ShopOrder[]> {
  const orders = z.array(ShopOrderSchema).parse(await shopList(world, "orders"));
  const states = new Map(
    z
      .array(StateSchema)
      .parse(await shopList(world, "order_states"))
      .map((state) => [state.id, state]),
  );
  const rules = z
    .array(RuleSchema)
    .parse(await shopList(world, "order_cart_rules"))
    .filter((rule) => rule.deleted !== "1");
  return orders.map((order) => {
    const state = states.get(order.current_state);
    const discounts = rules.filter((rule) => rule.id_order === order.id).map((rule) => rule.name);
    return { ...order, state: { invoice: state?.invoice === "1", paid: state?.paid === "1" }, discounts };
  });
}

export async function shopList(world: World, resource: string): Promise<unknown> {
  const query = `display=full&output_format=JSON&ws_key=${world.shop.key}`;
  const body: unknown = await (await fetch(`${world.shop.url}/api/${resource}?${query}`)).json();
  return Array.isArray(body) ? body : z.record(z.string(), z.unknown()).parse(body)[resource];
}
