import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import {
  binariesFolder,
  giveTo,
  runProgram,
  type ServerAccount,
  serverAccount,
  startServer,
  storeError,
} from "@/db/embedded-process";

export interface EmbeddedStore {
  /** Address of the `passerelle` database, password included. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Holds `postgres/` (the cluster) and `postgres.password` (mode 0600). Created if missing. */
  readonly dataDir: string;
  /** Test speed instead of durability: nothing survives a power cut. */
  readonly throwaway?: boolean;
  /** Throwaway for a power cut only: what a commit answered survives a server that is killed. */
  readonly survivesKill?: boolean;
  /** Default: a free one. */
  readonly port?: number;
}

const USER = "passerelle";
const DATABASE = "passerelle";
const THROWAWAY_FLAGS = ["fsync=off", "shared_buffers=32MB"];
/** A server that is killed half way through a page needs the page's image; and its commits, to be written. */
const NO_KILL_FLAGS = ["full_page_writes=off", "synchronous_commit=off"];

/**
 * Starts the Postgres that the npm package brings, on a free port of 127.0.0.1, over `<dataDir>/postgres`;
 * makes the cluster at first use and ends a server that a killed process left there. Works as root too.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const { dataDir, survivesKill = false, throwaway = survivesKill } = options;
  const cluster = resolve(dataDir, "postgres");
  const account = serverAccount();
  mkdirSync(dataDir, { recursive: true });
  await endOrphan(cluster);
  const password = await ensureCluster({ dataDir: resolve(dataDir), cluster, account, throwaway });
  const port = options.port ?? (await freePort());
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120", "jit=off"];
  const lax = throwaway ? [...THROWAWAY_FLAGS, ...(survivesKill ? [] : NO_KILL_FLAGS)] : [];
  const flags = [...settings, ...lax].flatMap((flag) => ["-c", flag]);
  const bin = binariesFolder();
  const server = await startServer({
    account,
    folders: [bin, resolve(dataDir)],
    command: [join(bin, "postgres"), "-D", cluster, "-p", String(port), ...flags],
  });
  const base = `postgres://${USER}:${password}@127.0.0.1:${port}`;
  await ensureDatabase({ url: `${base}/postgres`, name: DATABASE });
  return { url: `${base}/${DATABASE}`, port, stop: server.stop };
}

async function ensureCluster(input: {
  dataDir: string;
  cluster: string;
  account: ServerAccount;
  throwaway: boolean;
}): Promise<string> {
  const { dataDir, cluster, account } = input;
  const passwordFile = join(dataDir, "postgres.password");
  if (existsSync(join(cluster, "PG_VERSION")) && existsSync(passwordFile)) return readFileSync(passwordFile, "utf8").trim();
  // A cluster without its version file is an initdb that was cut short: it holds nothing.
  if (existsSync(join(cluster, "PG_VERSION")))
    throw storeError(`${passwordFile} is missing: the store in ${cluster} cannot be opened`);
  rmSync(cluster, { recursive: true, force: true });
  const building = `${cluster}.new`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  giveTo(account, building);
  const password = randomBytes(24).toString("hex");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  giveTo(account, passwordFile);
  const bin = binariesFolder();
  const options = [`--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  const command = [join(bin, "initdb"), "-D", building, ...options, ...(input.throwaway ? ["--no-sync"] : [])];
  await runProgram({ account, folders: [bin, dataDir], command });
  renameSync(building, cluster);
  return password;
}

async function ensureDatabase({ url, name }: { url: string; name: string }): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const found = await client`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await client`create database ${client(name)}`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Ends the server whose `postmaster.pid` lies in the cluster, after making sure that the process is that server. */
async function endOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && pid > 1 && isServerOf(pid, cluster)) {
    process.kill(pid, "SIGINT");
    for (let tries = 0; isServerOf(pid, cluster); tries += 1) {
      if (tries === 300) throw storeError(`Another Postgres (process ${pid}) holds ${cluster} and does not stop`);
      await sleep(100);
    }
  }
  rmSync(pidFile, { force: true });
}

function isServerOf(pid: number, cluster: string): boolean {
  try {
    const args = existsSync(`/proc/${pid}`)
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ")
      : execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return args.includes("postgres") && args.includes(`-D ${cluster} `);
  } catch {
    return false; // no such process
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? done(address.port) : fail(storeError("No free port"))));
    });
  });
}
