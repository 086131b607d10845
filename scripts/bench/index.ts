// `npm run bench [-- name…] [-- --records 2000]`: one JSON line per figure, each beside its yardstick of the same run.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbedded } from "@/db/embedded";
import { migrateStore } from "@/db/migrate";
import { benchCanvas } from "./canvas";
import { benchMapping } from "./mapping";
import { writePage } from "./page";
import { benchPages } from "./pages";
import { benchRequests } from "./requests";
import { benchSteps } from "./steps";
import { benchStub } from "./stub";
import { benchSync } from "./sync";
import { benchWebhook } from "./webhook";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: "string" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "60" },
    write: { type: "boolean", default: false },
  },
});
const records = (usual: number) => Number(values.records ?? usual);
const rounds = Number(values.rounds);
const BENCHES: Readonly<Record<string, (databaseUrl: string) => Promise<void>>> = {
  mapping: () => benchMapping(records(100_000)),
  pages: benchPages,
  canvas: benchCanvas,
  requests: benchRequests,
  steps: benchSteps,
  webhook: (url) => benchWebhook(url, { seconds: Number(values.seconds) }),
  products: (url) => benchSync(url, { flow: "products", count: records(2_000), rounds }),
  stub: (url) => benchStub(url, { count: records(100_000), rounds }),
  orders: (url) => benchSync(url, { flow: "orders", count: records(2_000), rounds }),
};

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const dataDir = mkdtempSync(join(tmpdir(), "passerelle-bench-"));
// As durable as in production: what is measured is what is sold.
const postgres = await startEmbedded({ dataDir });
try {
  await migrateStore({ url: postgres.url });
  for (const name of names) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`No bench ${name}: ${Object.keys(BENCHES).join(", ")}`);
    await bench(postgres.url);
  }
  if (values.write) writePage();
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
