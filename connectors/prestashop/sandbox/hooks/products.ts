import { linkedItems } from "../associations";
import { storedTranslations } from "../columns";
import { PhpCrash, phpWarning, WebserviceFailure } from "../failure";
import { slug } from "../getters";
import { allLanguages, number, type Shop, table, text } from "../shop";
import { isValid } from "../validators";
import { setProductCategories } from "../write-associations";
import type { Hooks } from "./contract";

/** What the class itself puts into empty fields. */
const DEFAULTS = [
  ["id_shop_default", "1"],
  ["visibility", "both"],
  ["condition", "new"],
] as const;

export const productHooks: Hooks = {
  prepare: ({ shop, object, method }) => {
    for (const [field, value] of DEFAULTS) if (text(object, field) === "") object[field] = value;
    if (method === "PUT" && text(object, "unit_price_ratio") === "") object.unit_price_ratio = "0";
    const { name } = object;
    if (typeof name !== "object" || name === null || Array.isArray(name)) {
      if (method === "POST" && !shop.settings.phpWarnings) object.link_rewrite = storedTranslations(null, allLanguages(shop));
      if (method === "POST" && shop.settings.phpWarnings) {
        const warning = phpWarning("foreach() argument must be of type array|object, string given", "Product.php", 8107);
        throw new WebserviceFailure(500, [warning]);
      }
      return;
    }
    if (method !== "POST") return;
    const links = storedTranslations(object.link_rewrite, allLanguages(shop));
    for (const [language, value] of Object.entries(name)) {
      const link = links[language] ?? "";
      if (link === "") links[language] = slug(String(value));
      else if (!isValid("isLinkRewrite", link)) links[language] = slug(link);
    }
    object.link_rewrite = links;
  },
  afterSave: ({ shop, object, before }) => {
    if (!before) addStockRow(shop, object.id, 0);
    const cover = before ? number(object, "id_default_image") : 0;
    if (cover > 0) setCover(shop, object.id, cover);
    const isFound = text(object, "active") === "1" && ["both", "search"].includes(text(object, "visibility"));
    table(shop, "products").update(object.id, { indexed: isFound ? "1" : "0" });
    if (linkedItems(object, "product_bundle").length > 0) {
      table(shop, "products").update(object.id, { cache_is_pack: "1", product_type: "pack" });
    }
  },
  remove: (shop, row) => {
    const images = table(shop, "product_images").by("id_product", row.id);
    const isClean = images.every((image) => image.content !== null);
    for (const name of ["combinations", "stock_availables", "specific_prices", "product_images"]) {
      for (const each of table(shop, name).by("id_product", row.id)) table(shop, name).delete(each.id);
    }
    setProductCategories(shop, row.id, []);
    table(shop, "products").delete(row.id);
    return isClean;
  },
};

function setCover(shop: Shop, product: number, cover: number): void {
  const images = table(shop, "product_images");
  if (!images.by("id_product", product).some((image) => image.id === cover)) return;
  for (const image of images.by("id_product", product)) images.update(image.id, { cover: image.id === cover ? "1" : "0" });
}

export function addStockRow(shop: Shop, product: number, combination: number, quantity = 0): void {
  table(shop, "stock_availables").insert({
    id_product: String(product),
    id_product_attribute: String(combination),
    id_shop: "1",
    id_shop_group: "0",
    quantity: String(quantity),
    depends_on_stock: "0",
    out_of_stock: "2",
    location: "",
  });
}

/** The row of the product itself is the sum of its combinations' rows. */
export function sumStock(shop: Shop, product: string): void {
  const rows = table(shop, "stock_availables").by("id_product", product);
  const base = rows.find((row) => text(row, "id_product_attribute") === "0");
  const parts = rows.filter((row) => text(row, "id_product_attribute") !== "0");
  if (!base || parts.length === 0) return;
  const sum = parts.reduce((total, row) => total + number(row, "quantity"), 0);
  table(shop, "stock_availables").update(base.id, { quantity: String(sum) });
}

/** Stock of a product or combination moved by an order; `change` is negative when pieces leave. */
export function moveStock(shop: Shop, product: string, combination: string, change: number): void {
  const rows = table(shop, "stock_availables");
  const row = rows.by("id_product", product).find((each) => text(each, "id_product_attribute") === combination);
  if (!row) return;
  rows.update(row.id, { quantity: String(number(row, "quantity") + change) });
  if (combination !== "0") sumStock(shop, product);
}

export const combinationHooks: Hooks = {
  beforeSave: ({ shop, object, before }) => {
    if (text(object, "default_on") !== "1") return;
    const others = table(shop, "combinations").by("id_product", text(object, "id_product"));
    // A unique key allows one default per product: the real insert throws.
    if (!others.some((each) => each.id !== before?.id && text(each, "default_on") === "1")) return;
    // The refused insert still takes numbers of the sequences.
    if (!before) for (const name of ["combinations", "stock_availables"]) table(shop, name).skipId();
    throw new PhpCrash();
  },
  afterSave: ({ shop, object, before }) => {
    const product = text(object, "id_product");
    if (!before) addStockRow(shop, Number(product), object.id);
    const isDefault = text(object, "default_on") === "1";
    const fields = { product_type: "combinations", ...(isDefault ? { cache_default_attribute: String(object.id) } : {}) };
    table(shop, "products").update(Number(product), fields);
  },
  remove: (shop, row) => {
    const product = text(row, "id_product");
    for (const stock of table(shop, "stock_availables").by("id_product_attribute", row.id)) {
      table(shop, "stock_availables").delete(stock.id);
    }
    table(shop, "combinations").delete(row.id);
    sumStock(shop, product);
    return true;
  },
};

export const stockHooks: Hooks = {
  afterSave: ({ shop, object }) => {
    if (text(object, "id_product_attribute") !== "0") sumStock(shop, text(object, "id_product"));
  },
};

const PRICE_KEY = [
  "id_product",
  "id_product_attribute",
  "id_customer",
  "id_cart",
  "from",
  "to",
  "id_shop",
  "id_currency",
  "id_country",
  "id_group",
  "from_quantity",
] as const;

export const specificPriceHooks: Hooks = {
  beforeSave: ({ shop, object, before }) => {
    const twins = table(shop, "specific_prices").by("id_product", text(object, "id_product"));
    const isSame = (row: (typeof twins)[number]) => PRICE_KEY.every((field) => text(row, field) === text(object, field));
    if (twins.some((row) => row.id !== before?.id && isSame(row))) {
      // The refused insert still takes a number of the sequence.
      if (!before) table(shop, "specific_prices").skipId();
      throw new PhpCrash();
    }
  },
};
