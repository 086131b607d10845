import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { Shutdown } from "./shutdown";

const CHILD = fileURLToPath(new URL("shutdown-child.ts", import.meta.url));

describe("the parts of an installation", () => {
  const told: { event: string; fields: unknown }[] = [];
  const note = (event: string, fields?: unknown) => void told.push({ event, fields });
  const log = { debug: note, info: note, warn: note, error: note };

  it("end the last first, all of them though one fails", async () => {
    const ended: string[] = [];
    const shutdown = new Shutdown(log);
    shutdown.add("first", async () => void ended.push("first"));
    shutdown.add("broken", () => Promise.reject(new Error("no store")));
    shutdown.add("last", async () => void ended.push("last"));
    await Promise.all([shutdown.stop(), shutdown.stop()]);
    expect(ended).toEqual(["last", "first"]);
    expect(told.splice(0)).toMatchObject([{ event: "app.stop_failed", fields: { part: "broken" } }]);
  });

  it("are abandoned after the limit, named in the log, when one never ends", async () => {
    const shutdown = new Shutdown(log, 1);
    shutdown.add("store", () => Promise.resolve());
    shutdown.add("engine", () => new Promise<void>(() => undefined));
    await shutdown.stop();
    expect(told.splice(0)).toMatchObject([{ event: "app.stop_abandoned", fields: { parts: ["engine", "store"] } }]);
  });
});

describe("the end of a process", { timeout: 300_000 }, () => {
  const children: ChildProcess[] = [];
  const folders: string[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it("stops everything it started at SIGTERM, in order and without an error", async () => {
    const { child, lines } = await start();
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(lines().filter((line) => line.includes("app.stop"))).toEqual([]);
  });

  it("ends at SIGTERM when its Postgres and its data folder were taken away, and says what it abandons", async () => {
    const { child, dataDir, lines } = await start();
    const [postgres = ""] = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(postgres), "SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(lines().some((line) => /"app.stop_(abandoned|failed)"/.test(line) && line.includes("engine"))).toBe(true);
  });

  async function start() {
    const dataDir = mkdtempSync(join(tmpdir(), "passerelle-end-"));
    folders.push(dataDir);
    const child = spawn(process.execPath, ["--import", "tsx", CHILD], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PASSERELLE_DATA_DIR: dataDir, PASSERELLE_DEMO: "1", DATABASE_URL: "", PASSERELLE_LOG_LEVEL: "info" },
    });
    children.push(child);
    let printed = "";
    await new Promise<void>((ready, refuse) => {
      child.once("exit", (code) => refuse(new Error(`ended with ${code} before it was ready:\n${printed}`)));
      child.stdout?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes("ready\n")) ready();
      });
    });
    return { child, dataDir, lines: () => printed.split("\n") };
  }
});
