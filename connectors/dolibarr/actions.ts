import { z } from "zod";
import type { ActionRequest, ConnectorAction, WriteOutcome } from "@/connectors/contract";
import { asObject, type Context, change, get, list } from "@/connectors/dolibarr/client";
import { type DocumentStream, post, runStep, STEPS, type Step } from "@/connectors/dolibarr/document-steps";
import { badData, explain, failedOutcome } from "@/connectors/dolibarr/failures";
import { numericId } from "@/connectors/dolibarr/guards";
import type { DolibarrConfig } from "@/connectors/dolibarr/spec";
import { textOf, writeDecimal } from "@/connectors/dolibarr/values";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

type Action = ConnectorAction<DolibarrConfig>;

/** A refusal is data; only cancelling throws. */
function guarded(run: Action["run"]): Action["run"] {
  return async (ctx, request) => {
    try {
      return await run(ctx, request);
    } catch (thrown) {
      const error = explain(thrown);
      if (error.category === "cancelled") throw error;
      return failedOutcome(error);
    }
  };
}

function stepAction(step: Step): Action {
  const { id, title, stream, params } = step;
  const schema = params ?? (z.looseObject({}) as z.ZodType<JsonObject>);
  return { id, title, stream, params: schema, run: guarded((ctx, request) => runStep(ctx, step, request)) };
}

const PDF_MODULES: Readonly<Record<DocumentStream, string>> = { orders: "order", invoices: "invoice" };

async function buildPdf(ctx: Context, stream: DocumentStream, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const ref = textOf(params.ref) || textOf(asObject(await get(ctx, `/${stream}/${id}`)).ref);
  const body = {
    modulepart: PDF_MODULES[stream],
    original_file: `${ref}/${ref}.pdf`,
    doctemplate: textOf(params.doctemplate),
    langcode: textOf(params.langcode),
  };
  const changed = await change(ctx, { method: "PUT", path: "/documents/builddoc", body, plain: true, repeatable: true });
  const file = changed.unchanged ? {} : asObject(changed.body);
  const content: JsonObject = params.content === true ? { content: textOf(file.content) } : {};
  const data = {
    id,
    ref,
    filename: textOf(file.filename),
    original_file: body.original_file,
    size: Number(file.filesize ?? 0),
    ...content,
  };
  return { outcome: "updated", id, ref, data };
}

const CONTACT_TYPES = ["BILLING", "SHIPPING", "CUSTOMER"];

/** A wrong type answers 304 like an existing link, so only known types leave. */
async function addContact(ctx: Context, stream: DocumentStream, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const [id, contact, type] = [numericId(targetId), numericId(textOf(params.contact)), textOf(params.type) || "SHIPPING"];
  if (!CONTACT_TYPES.includes(type)) throw badData(`${type} is no contact type; use ${CONTACT_TYPES.join(", ")}`);
  const changed = await change(ctx, post(`/${stream}/${id}/contact/${contact}/${type}`, {}));
  return { outcome: changed.unchanged ? "unchanged" : "updated", id };
}

async function linkCategory(
  ctx: Context,
  type: "product" | "customer",
  { targetId, params }: ActionRequest,
): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const wanted = Array.isArray(params.categories) ? params.categories : [params.category ?? null];
  const ids = wanted.map((each) => numericId(textOf(each)));
  for (const category of ids) await change(ctx, post(`/categories/${category}/objects/${type}/${id}`, {}));
  return { outcome: "updated", id, data: { id, categories: ids } };
}

async function setPriceLevel(ctx: Context, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const [id, level] = [numericId(targetId), numericId(textOf(params.level))];
  await change(ctx, { method: "PUT", path: `/thirdparties/${id}/setpricelevel/${level}`, plain: true, repeatable: true });
  return { outcome: "updated", id };
}

/** Other fields are left alone, our reference among them. */
async function takeOffSale(ctx: Context, { targetId }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  await change(ctx, { method: "PUT", path: `/products/${id}`, body: { status: 0 }, repeatable: true });
  return { outcome: "updated", id };
}

/** What a supplier asks for the product, under the supplier's own reference; the same reference again changes the price. */
async function setPurchasePrice(ctx: Context, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const body = {
    qty: Number(textOf(params.qty) || "1"),
    buyprice: writeDecimal("price", params.price ?? null),
    price_base_type: "HT",
    fourn_id: Number(numericId(textOf(params.supplier))),
    availability: 0,
    ref_fourn: textOf(params.ref),
    tva_tx: Number(writeDecimal("tva_tx", params.tva_tx ?? null)),
  };
  if (body.ref_fourn === "") throw badData("A purchase price needs ref, the supplier's own reference");
  await change(ctx, { method: "POST", path: `/products/${id}/purchase_prices`, body, plain: true, repeatable: true });
  return { outcome: "updated", id };
}

/** Adds what a pack lacks; a component whose quantity changed is taken out and put in again. */
async function setComponents(ctx: Context, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const wanted = (Array.isArray(params.components) ? params.components : []).filter(isJsonObject);
  const rows = await list(ctx, `/products/${id}/subproducts`);
  let changes = 0;
  for (const { product, qty } of wanted) {
    const child = numericId(textOf(product));
    const there = rows.find((row) => textOf(row.rowid) === child);
    if (there && Number(textOf(there.qty)) === Number(textOf(qty))) continue;
    const path = `/products/${id}/subproducts`;
    if (there) await change(ctx, { method: "DELETE", path: `${path}/remove/${child}`, plain: true, repeatable: true });
    const body = { subproduct_id: Number(child), qty: Number(textOf(qty)) };
    await change(ctx, { method: "POST", path: `${path}/add`, body, plain: true, repeatable: false });
    changes += 1;
  }
  return { outcome: changes === 0 ? "unchanged" : "updated", id };
}

async function uploadImage(ctx: Context, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const [filename, content] = [textOf(params.filename), textOf(params.content)];
  if (filename === "" || content === "") throw badData("An image needs filename and content (base64)");
  const ref = textOf(params.ref) || textOf(asObject(await get(ctx, `/products/${id}`)).ref);
  const body = { filename, modulepart: "product", ref, subdir: "", filecontent: content, fileencoding: "base64" };
  const options = { overwriteifexists: 1, createdirifnotexists: 1 };
  await change(ctx, { method: "POST", path: "/documents/upload", body: { ...body, ...options }, plain: true, repeatable: true });
  return { outcome: "updated", id, data: { id, filename } };
}

interface Own {
  readonly id: string;
  readonly title: LocalizedText;
  readonly stream: string;
  readonly run: Action["run"];
}

const OWN: readonly Own[] = [
  {
    id: "buildPdf",
    title: { en: "Build the PDF of the invoice", fr: "Générer le PDF de la facture" },
    stream: "invoices",
    run: (ctx, request) => buildPdf(ctx, "invoices", request),
  },
  {
    id: "buildOrderPdf",
    title: { en: "Build the PDF of the order", fr: "Générer le PDF de la commande" },
    stream: "orders",
    run: (ctx, request) => buildPdf(ctx, "orders", request),
  },
  {
    id: "addContact",
    title: { en: "Add a contact to the order", fr: "Ajouter un contact à la commande" },
    stream: "orders",
    run: (ctx, request) => addContact(ctx, "orders", request),
  },
  {
    id: "addInvoiceContact",
    title: { en: "Add a contact to the invoice", fr: "Ajouter un contact à la facture" },
    stream: "invoices",
    run: (ctx, request) => addContact(ctx, "invoices", request),
  },
  {
    id: "linkCategory",
    title: { en: "Put the product into categories", fr: "Classer le produit dans des catégories" },
    stream: "products",
    run: (ctx, request) => linkCategory(ctx, "product", request),
  },
  {
    id: "linkCustomerCategory",
    title: { en: "Put the third party into categories", fr: "Classer le tiers dans des catégories" },
    stream: "thirdparties",
    run: (ctx, request) => linkCategory(ctx, "customer", request),
  },
  {
    id: "setPriceLevel",
    title: { en: "Set the price level of the third party", fr: "Fixer le niveau de prix du tiers" },
    stream: "thirdparties",
    run: setPriceLevel,
  },
  {
    id: "takeOffSale",
    title: { en: "Take the product off sale", fr: "Mettre le produit hors vente" },
    stream: "products",
    run: takeOffSale,
  },
  {
    id: "setPurchasePrice",
    title: { en: "Set the price of a supplier", fr: "Fixer le prix d’un fournisseur" },
    stream: "products",
    run: setPurchasePrice,
  },
  {
    id: "setComponents",
    title: { en: "Set what the pack holds", fr: "Composer le lot" },
    stream: "products",
    run: setComponents,
  },
  {
    id: "uploadImage",
    title: { en: "Add an image to the product", fr: "Ajouter une image au produit" },
    stream: "products",
    run: uploadImage,
  },
];

function ownAction({ id, title, stream, run }: Own): Action {
  return { id, title, stream, params: z.looseObject({}) as z.ZodType<JsonObject>, run: guarded(run) };
}

export const actions: Readonly<Record<string, Action>> = Object.fromEntries(
  [...STEPS.map(stepAction), ...OWN.map(ownAction)].map((action) => [action.id, action]),
);
