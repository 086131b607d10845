// `npm start`: from a fresh clone to a served page, with Node and git alone.
import { createServer } from "node:http";
import { dataDir, ensureBuild, ensureDependencies, fail, lockDataDir, requireNode, requirePort, root } from "./lib/tooling.mjs";

requireNode();
const dir = dataDir();
const port = await requirePort();
const release = await lockDataDir(dir);
await ensureDependencies();
await ensureBuild();

process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.PASSERELLE_DATA_DIR = dir;
process.env.PASSERELLE_DEMO ??= "1";

// Next runs inside this process: ending it, even by force, leaves no server behind.
let handle = (_request, response) => {
  response.writeHead(503, { "retry-after": "1", "content-type": "text/plain; charset=utf-8" }).end("Passerelle is starting.\n");
};
const server = createServer((request, response) => handle(request, response));
await new Promise((done) => {
  server.once("error", (error) => fail(`Port ${port} cannot be used: ${error.message}. Choose another one with PORT.`));
  server.listen(port, done);
});
const address = server.address();
const actualPort = typeof address === "object" && address ? address.port : port;
process.env.PORT = String(actualPort);
process.env.PASSERELLE_URL ??= `http://localhost:${actualPort}`;
process.env.NEXTAUTH_URL ??= process.env.PASSERELLE_URL;

const { default: next } = await import("next");
const app = next({ dev: false, dir: root, port: actualPort, hostname: "localhost", httpServer: server });
try {
  await app.prepare();
} catch (error) {
  fail(`Passerelle could not start: ${error instanceof Error ? error.message : error}`);
}
handle = app.getRequestHandler();
await untilReady();
process.stdout.write(`\nPasserelle is ready: ${process.env.PASSERELLE_URL}\n`);

/** Next answers before the store, the sandboxes and the engine are there: the address is worth printing after them. */
async function untilReady() {
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${actualPort}/readyz`);
    if (reply.ok) return;
    if (globalThis.passerelleFailure) fail(`Passerelle could not start: ${globalThis.passerelleFailure}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  server.close();
  server.closeAllConnections();
  // Whatever it abandons, it comes back; the lock of the data folder goes with the process.
  try {
    await globalThis.passerelleShutdown?.();
    await Promise.race([release(), new Promise((done) => setTimeout(done, 500))]);
  } finally {
    process.exit(0);
  }
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
