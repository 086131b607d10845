// Shared by start, dev and test. Uses Node alone: it runs before any dependency is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SOURCES = ["app", "components", "connectors", "db", "engine", "lib", "messages", "templates", "public"];
const ROOT_FILES = [
  "package-lock.json",
  "next.config.ts",
  "tsconfig.json",
  "postcss.config.mjs",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
];

/** Ends the process with one clear sentence on stderr. */
export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  fail(`Passerelle needs Node 20.9 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`);
}

/** Runs a command with its output shown; resolves to the exit code. */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32", ...options });
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    child.on("error", () => done(127));
    child.on("exit", (code, signal) => {
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      done(code ?? (signal ? 130 : 1));
    });
  });
}

/** Path of a package's command in node_modules. */
export function bin(name) {
  return join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
}

/** Installs the locked dependencies unless they are already those of the lock file. */
export async function ensureDependencies() {
  const stamp = join(root, "node_modules", ".passerelle-lock");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return mendDependencies();
  process.stdout.write("Installing dependencies…\n");
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, as mirrors without them make it.
  const code = await run("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"]);
  if (code !== 0)
    fail("The dependencies could not be installed. Check the network and the npm registry, then run the command again.");
  await mendDependencies();
  writeFileSync(stamp, wanted);
}

/** Also where packages were installed without our own scripts. */
async function mendDependencies() {
  if ((await run(process.execPath, [join(root, "scripts", "patch-postgres.mjs")])) !== 0) process.exit(1);
}

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return void (yield path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(full);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield full;
  }
}

/** One hash of everything the build reads, so that a build is made exactly when its input changed. */
export function sourceHash() {
  const hash = createHash("sha256");
  const roots = [...SOURCES, ...ROOT_FILES].map((name) => join(root, name));
  for (const path of roots) {
    for (const file of [...filesUnder(path)].sort())
      hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Builds the application unless the last finished build is of these very sources. */
export async function ensureBuild() {
  const stamp = join(root, ".next", "passerelle-build");
  const wanted = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stdout.write("Building…\n");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  if ((await run(bin("tsx"), ["scripts/build-worker.ts"], { env })) !== 0)
    fail("The evaluator could not be built; the lines above say why.");
  if ((await run(bin("next"), ["build"], { env })) !== 0) fail("The build failed; the lines above say why.");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** The folder everything is kept in. */
export function dataDir() {
  return resolve(root, process.env.PASSERELLE_DATA_DIR || ".data");
}

/**
 * Holds the data folder for the life of this process: a listening socket, so that a killed holder frees it by dying.
 * Ends the process with a clear message when another one holds it.
 */
export async function lockDataDir(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = `passerelle-${createHash("sha256").update(dir).digest("hex").slice(0, 16)}`;
  const path = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  if (await holderAnswers(path)) {
    fail(
      `The data folder ${dir} is in use by another Passerelle that is running. Stop it first, or choose another folder with PASSERELLE_DATA_DIR.`,
    );
  }
  const { rmSync } = await import("node:fs");
  if (process.platform !== "win32") rmSync(path, { force: true });
  const server = createServer((socket) => socket.end());
  await new Promise((done, refuse) => server.once("error", refuse).listen(path, done));
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
}

function holderAnswers(path) {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once("connect", () => done(true) || socket.destroy());
    socket.once("error", () => done(false));
  });
}

/** The port to serve on; ends the process with a clear message when it is taken or is not a port. */
export async function requirePort() {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail(`PORT is "${text}", which is not a port number. Use a number from 1 to 65535.`);
  await new Promise((done) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const why =
        error.code === "EACCES"
          ? `Port ${port} needs more rights than this user has`
          : `Port ${port} is already in use by another program`;
      fail(`${why}. Choose another one, for example: PORT=${port < 1024 ? 3000 : port + 1} npm start`);
    });
    probe.listen(port, () => probe.close(() => done()));
  });
  return port;
}
