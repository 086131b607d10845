// Both sandboxes in a process of their own, which no kill reaches. Prints where they answer.
import { startSandbox as startDolibarr } from "@/connectors/dolibarr/sandbox";
import { startSandbox as startPrestashop } from "@/connectors/prestashop/sandbox";

const orders = Number(process.env.PASSERELLE_CRASH_ORDERS ?? 100);
const shop = await startPrestashop({ demo: { products: 20, customers: Math.max(10, Math.round(orders / 4)), orders } });
const erp = await startDolibarr();
const place = {
  prestashop: { url: shop.url, config: { url: shop.url }, secrets: { webserviceKey: shop.key } },
  dolibarr: { url: erp.url, config: { url: erp.url }, secrets: { apiKey: erp.key } },
};
process.stdout.write(`${JSON.stringify(place)}\n`);
