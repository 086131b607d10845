import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { related } from "@/connectors/prestashop/related";
import { failed } from "@/connectors/prestashop/write/outcomes";
import type { Preparing } from "@/connectors/prestashop/write/prepare";
import { type Update, updateRecords } from "@/connectors/prestashop/write/update";
import { AppError } from "@/lib/core/errors";

/**
 * Stock rows appear with their product and can only be changed (quirk 26). A record without target id names its row by
 * `id_product` and `id_product_attribute` (0 = the product itself); rows of a whole batch are found in one request.
 */
export async function writeStock(
  ctx: PrestashopContext,
  how: Preparing,
  records: readonly WriteRecord[],
): Promise<WriteOutcome[]> {
  const unknown = records.filter((record) => record.targetId === undefined);
  const rows = await related(
    ctx,
    "stock_availables",
    "id_product",
    unknown.map((record) => record.data.id_product),
  );
  const outcomes = new Map<WriteRecord, WriteOutcome>();
  const updates: { record: WriteRecord; update: Update }[] = [];
  for (const record of records) {
    try {
      const row = record.targetId === undefined ? rowFor(rows, record) : undefined;
      const targetId = record.targetId ?? String(row?.id);
      if (row && changesNothing(row, record)) outcomes.set(record, { outcome: "unchanged", id: targetId });
      else updates.push({ record, update: { ...record, targetId, data: rowData(record) } });
    } catch (thrown) {
      outcomes.set(record, failed(thrown, { creating: false }));
    }
  }
  const results = await updateRecords(
    ctx,
    how,
    updates.map(({ update }) => update),
  );
  updates.forEach(({ record }, index) => {
    const result = results[index];
    if (result) outcomes.set(record, result);
  });
  return records.flatMap((record) => outcomes.get(record) ?? []);
}

/** The row itself is named by its id; its product is no change. PrestaShop keeps whole pieces only. */
function rowData(record: WriteRecord) {
  const { id_product: _product, id_product_attribute: _attribute, ...data } = record.data;
  if ("quantity" in data) return { ...data, quantity: wholePieces(record) };
  return data;
}

function wholePieces(record: WriteRecord): string {
  const text = String(record.data.quantity);
  const whole = /^(-?\d+)(?:\.0*)?$/.exec(text)?.[1];
  if (whole !== undefined) return whole;
  throw problem(`PrestaShop counts whole pieces: ${text} is no quantity`, {
    en: `PrestaShop counts whole pieces; “${text}” must be rounded in the mapping.`,
    fr: `PrestaShop compte des pièces entières\u202f; arrondissez «\u202f${text}\u202f» dans la correspondance.`,
  });
}

function changesNothing(row: RawRecord, record: WriteRecord): boolean {
  return Object.entries(rowData(record)).every(([name, value]) => String(row[name]) === String(value));
}

function rowFor(rows: readonly RawRecord[], record: WriteRecord): RawRecord {
  const attribute = String(record.data.id_product_attribute ?? "0");
  const shop = record.data.id_shop;
  const ofProduct = rows.filter((row) => String(row.id_product) === String(record.data.id_product));
  const own = ofProduct.filter(
    (row) => String(row.id_product_attribute) === attribute && (shop === undefined || String(row.id_shop) === String(shop)),
  );
  const [row] = own;
  if (attribute === "0" && ofProduct.some((other) => String(other.id_product_attribute) !== "0")) {
    throw problem("The stock of a product with combinations is the sum of theirs", {
      en: "This product has combinations: PrestaShop replaces its own quantity by their sum. Send the quantity of each combination.",
      fr: "Ce produit a des déclinaisons\u202f: PrestaShop remplace sa quantité par leur somme. Envoyez la quantité de chaque déclinaison.",
    });
  }
  if (row) return row;
  throw problem(`No stock row for product ${String(record.data.id_product)} / ${attribute}`, {
    en: "PrestaShop has no stock row for this product: it was deleted, or belongs to another shop.",
    fr: "PrestaShop n’a pas de ligne de stock pour ce produit\u202f: il a été supprimé ou appartient à une autre boutique.",
  });
}

function problem(message: string, advice: { en: string; fr: string }): AppError {
  return new AppError({ code: "connector.rejected", category: "data", message, advice });
}
