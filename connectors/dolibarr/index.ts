import { type CountRequest, defineConnector, type ReadRequest } from "@/connectors/contract";
import { actions } from "@/connectors/dolibarr/actions";
import { check } from "@/connectors/dolibarr/check";
import { createWarehouse, openAccount } from "@/connectors/dolibarr/checks/places";
import { createServices } from "@/connectors/dolibarr/checks/services";
import type { Context } from "@/connectors/dolibarr/client";
import { count } from "@/connectors/dolibarr/count";
import { CATALOG } from "@/connectors/dolibarr/discover";
import { arithmetic } from "@/connectors/dolibarr/document-arithmetic";
import { find } from "@/connectors/dolibarr/find";
import { ledger } from "@/connectors/dolibarr/ledger";
import { lookup } from "@/connectors/dolibarr/lookups";
import { newest, readTable } from "@/connectors/dolibarr/read";
import { readProductImages } from "@/connectors/dolibarr/read-images";
import { readStockLevels } from "@/connectors/dolibarr/read-stock";
import { readPayments, readPdfs } from "@/connectors/dolibarr/read-under-invoices";
import { spec } from "@/connectors/dolibarr/spec";
import { TABLES, tableOf } from "@/connectors/dolibarr/streams/index";
import { webhook } from "@/connectors/dolibarr/webhook";
import { write } from "@/connectors/dolibarr/write";

/** Dolibarr ERP through its REST API. */
export const dolibarr = defineConnector({
  spec,
  check,
  mends: {
    createWarehouse: { run: createWarehouse },
    openAccount: { run: openAccount },
    createServices: { run: createServices },
  },
  discover: async () => CATALOG,
  read: (ctx: Context, request: ReadRequest) => {
    if (request.stream === "payments") return readPayments(ctx, request);
    if (request.stream === "documents") return readPdfs(ctx, request);
    if (request.stream === "stock_levels") return readStockLevels(ctx, request);
    if (request.stream === "product_images") return readProductImages(ctx, request);
    return readTable(ctx, tableOf(request.stream), request);
  },
  write,
  lookup,
  find,
  newest: async (ctx: Context, stream: string) => {
    const table = TABLES.find(({ name }) => name === stream);
    return table ? newest(ctx, table) : null;
  },
  count: async (ctx: Context, request: CountRequest) => {
    const table = TABLES.find(({ name }) => name === request.stream);
    return table ? count(ctx, table, request) : null;
  },
  actions,
  webhook,
  arithmetic,
  ledger,
});
