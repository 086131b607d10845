import type { Route } from "../core/rest";
import { bankRoutes } from "./bank";
import { categoryRoutes } from "./categories";
import { contactRoutes } from "./contacts";
import { dictionaryRoutes } from "./dictionaries";
import { discountRoutes } from "./discounts";
import { documentContactRoutes } from "./document-contacts";
import { documentRoutes } from "./documents";
import { invoiceActionRoutes } from "./invoice-actions";
import { invoiceRoutes } from "./invoices";
import { multicurrencyRoutes } from "./multicurrencies";
import { objectLinkRoutes } from "./object-links";
import { orderLineRoutes } from "./order-lines";
import { orderRoutes } from "./orders";
import { paymentRoutes } from "./payments";
import { productRoutes } from "./products";
import { proposalRoutes } from "./proposals";
import { purchasePriceRoutes } from "./purchase-prices";
import { setupRoutes } from "./setup";
import { shipmentRoutes } from "./shipments";
import { siteAccountRoutes } from "./site-accounts";
import { stockRoutes } from "./stock";
import { thirdpartyRoutes } from "./thirdparties";
import { variantRoutes } from "./variants";
import { webhookRoutes } from "./webhooks";

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
  ...categoryRoutes,
  ...documentRoutes,
  ...multicurrencyRoutes,
  ...objectLinkRoutes,
  ...proposalRoutes,
  ...shipmentRoutes,
  ...siteAccountRoutes,
  ...purchasePriceRoutes,
  ...variantRoutes,
  ...webhookRoutes,
];
