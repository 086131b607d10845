import type { Route } from "../core/rest";
import { bankRoutes } from "./bank";
import { contactRoutes } from "./contacts";
import { dictionaryRoutes } from "./dictionaries";
import { discountRoutes } from "./discounts";
import { documentContactRoutes } from "./document-contacts";
import { invoiceActionRoutes } from "./invoice-actions";
import { invoiceRoutes } from "./invoices";
import { orderLineRoutes } from "./order-lines";
import { orderRoutes } from "./orders";
import { paymentRoutes } from "./payments";
import { productRoutes } from "./products";
import { setupRoutes } from "./setup";
import { stockRoutes } from "./stock";
import { thirdpartyRoutes } from "./thirdparties";

/** Every call the sandbox answers. */
export const ROUTES: readonly Route[] = [
  ...setupRoutes,
  ...dictionaryRoutes,
  ...thirdpartyRoutes,
  ...contactRoutes,
  ...productRoutes,
  ...stockRoutes,
  ...orderRoutes,
  ...orderLineRoutes,
  ...invoiceRoutes,
  ...invoiceActionRoutes,
  ...paymentRoutes,
  ...discountRoutes,
  ...documentContactRoutes,
  ...bankRoutes,
];
