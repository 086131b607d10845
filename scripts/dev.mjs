// `npm run dev`: the application with hot reload, on the same data folder and rules as `npm start`.
import { bin, dataDir, ensureDependencies, lockDataDir, requireNode, requirePort, run } from "./lib/tooling.mjs";

requireNode();
const dir = dataDir();
const port = await requirePort();
const release = await lockDataDir(dir);
await ensureDependencies();
const url = process.env.PASSERELLE_URL ?? `http://localhost:${port}`;
const env = { ...process.env, PASSERELLE_DATA_DIR: dir, PASSERELLE_URL: url, NEXTAUTH_URL: url, PORT: String(port) };
env.PASSERELLE_DEMO ??= "1";
env.NEXT_TELEMETRY_DISABLED = "1";
await run(bin("tsx"), ["scripts/build-worker.ts"], { env });
const code = await run(bin("next"), ["dev", "-p", String(port)], { env });
await release();
process.exit(code);
