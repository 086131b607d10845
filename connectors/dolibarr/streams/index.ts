import { bankAccounts } from "@/connectors/dolibarr/streams/bank";
import { categories } from "@/connectors/dolibarr/streams/categories";
import { contacts } from "@/connectors/dolibarr/streams/contacts";
import { invoices, orders } from "@/connectors/dolibarr/streams/documents";
import { products } from "@/connectors/dolibarr/streams/products";
import { shipments } from "@/connectors/dolibarr/streams/shipments";
import { stockMovements, warehouses } from "@/connectors/dolibarr/streams/stock";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { thirdparties } from "@/connectors/dolibarr/streams/thirdparties";
import { AppError } from "@/lib/core/errors";

export const TABLES: readonly StreamTable[] = [
  thirdparties,
  contacts,
  categories,
  products,
  warehouses,
  stockMovements,
  orders,
  invoices,
  bankAccounts,
  shipments,
];

export function tableOf(stream: string): StreamTable {
  const table = TABLES.find((each) => each.name === stream);
  if (table) return table;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `Dolibarr has no stream ${stream}`,
    details: { stream },
  });
}
