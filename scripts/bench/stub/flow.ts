import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";

const RECORD = `{
  "ref": sku, "label": name, "description": summary & " " & brand, "price": price, "cost_price": cost, "vat": taxRate,
  "barcode": ean, "category": category.name, "weight": weight, "size": width & " x " & height & " x " & depth,
  "stock": stock, "to_sell": active ? 1 : 0, "note": taxRate = "5.5" ? "taux réduit" : "taux normal"
}`;

/** Read, keep what is for sale, write: the shape of most product flows. */
export function stubFlow(shop: string, erp: string): FlowDocument {
  const node = (id: string, kind: string, config: object) => ({ id, kind, version: 1, config });
  const edge = (source: string, target: string) => ({
    id: `${source}-${target}`,
    source,
    sourceHandle: "out",
    target,
    targetHandle: "in",
  });
  return FlowDocumentSchema.parse({
    schemaVersion: 1,
    name: "Products",
    nodes: [
      node("start", "trigger-manual", {}),
      node("read", "read", { connection: shop, stream: "products", since: "all" }),
      node("keep", "filter", { expression: "active" }),
      node("write", "write", {
        connection: erp,
        stream: "products",
        alias: "product",
        record: RECORD,
        match: [],
        mode: "upsert",
        onChange: "update",
        onAmbiguous: "review",
      }),
    ],
    edges: [edge("start", "read"), edge("read", "keep"), edge("keep", "write")],
    settings: { pageSize: 500 },
    layout: { positions: {} },
  });
}
