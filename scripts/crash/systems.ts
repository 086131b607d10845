// Both sandboxes in a process of their own, which no kill reaches. Prints where they answer.
import { z } from "zod";
import { startSandbox as startDolibarr } from "@/connectors/dolibarr/sandbox";
import { startSandbox as startPrestashop } from "@/connectors/prestashop/sandbox";

const DemoSchema = z.object({ products: z.number(), customers: z.number(), orders: z.number() });
const shop = await startPrestashop({ demo: DemoSchema.parse(JSON.parse(process.env.PASSERELLE_CRASH_SHOP ?? "{}")) });
const erp = await startDolibarr();
const place = {
  prestashop: { url: shop.url, config: { url: shop.url }, secrets: { webserviceKey: shop.key } },
  dolibarr: { url: erp.url, config: { url: erp.url }, secrets: { apiKey: erp.key } },
};
process.stdout.write(`${JSON.stringify(place)}\n`);
