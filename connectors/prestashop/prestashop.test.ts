import type { Connector } from "@/connectors/contract";
import { prestashop as typed } from "@/connectors/prestashop";
import { LOOKUP_NAMES } from "@/connectors/prestashop/lookup";
import { startSandbox } from "@/connectors/prestashop/sandbox";
import { connectorContractSuite } from "@/connectors/testing/suite";

// As the engine sees it: any connector, any config.
const prestashop: Connector = typed;

connectorContractSuite({
  connector: prestashop,
  start: async () => {
    const sandbox = await startSandbox({ demo: { products: 45, customers: 12, orders: 30 } });
    const images = sandbox.shop.store.table("product_images");
    for (const product of ["1", "1", "2", "7"]) images.insert({ id_product: product, position: "1", cover: "" });
    return {
      config: { url: sandbox.url },
      secrets: { webserviceKey: sandbox.key },
      close: () => sandbox.close(),
      loseNextReply: () => void sandbox.control.faults({ next: [{ fault: "lostReply", method: "POST" }] }),
    };
  },
  wrongSecrets: { webserviceKey: "WRONGWRONGWRONGWRONGWRONGWRONG12" },
  lookups: LOOKUP_NAMES,
  emptyStreams: ["product_suppliers", "messages", "customer_threads", "customer_messages"],
  where: { stream: "orders", field: "current_state" },
  writes: [
    {
      stream: "products",
      make: (n) => ({ reference: `SUITE-${n}`, name: { fr: `Produit ${n}`, en: `Product ${n}` }, price: "12.345678" }),
      change: (data) => ({ reference: data.reference ?? "", price: "13" }),
      bad: { reference: "SUITE-BAD", name: "Mauvais", price: "abc" },
      by: ["reference"],
    },
    {
      stream: "combinations",
      make: (n) => ({
        id_product: "1",
        reference: `SUITE-C-${n}`,
        price: "1",
        minimal_quantity: "1",
        product_option_values: [String(n)],
      }),
      change: (data) => ({ reference: data.reference ?? "", price: "2" }),
      bad: { id_product: "1", reference: "SUITE-C-BAD", price: "abc", minimal_quantity: "1" },
      by: ["reference"],
    },
    {
      stream: "categories",
      make: (n) => ({ name: `Rayon de test ${n}`, id_parent: "2" }),
      change: (data) => ({ name: data.name ?? "", description: { fr: "Nouveau" } }),
      bad: { name: "<>;=#{}", id_parent: "2" },
      by: ["name", "id_parent"],
    },
    {
      stream: "manufacturers",
      make: (n) => ({ name: `Marque ${n}` }),
      change: (data) => ({ name: data.name ?? "", active: false }),
      bad: { name: "" },
      by: ["name"],
    },
    {
      stream: "customers",
      make: (n) => ({ email: `suite+${n}@example.com`, firstname: "Anne", lastname: "Exemple" }),
      change: (data) => ({ email: data.email ?? "", company: "ACME" }),
      bad: { email: "suite+bad@example.com", firstname: "Anne", lastname: "N0mbre" },
      by: ["email"],
    },
    {
      stream: "addresses",
      make: (n) => ({
        id_customer: "1",
        id_country: "8",
        alias: `Suite ${n}`,
        firstname: "Anne",
        lastname: "Exemple",
        address1: "1 rue des Lilas",
        postcode: "69001",
        city: "Lyon",
      }),
      change: (data) => ({ alias: data.alias ?? "", city: "Villeurbanne" }),
      bad: {
        id_customer: "1",
        id_country: "8",
        alias: "Bad",
        firstname: "Anne",
        lastname: "Exemple",
        address1: "1 rue",
        city: "",
      },
      by: ["id_customer", "alias"],
    },
  ],
});
