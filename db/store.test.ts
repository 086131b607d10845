import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { type EmbeddedStore, startEmbedded } from "@/db/embedded";
import * as schema from "@/db/schema";
import { openTestStore } from "@/db/testing";

describe("store", () => {
  it("migrates an empty database to every table of the schema", async () => {
    const store = await openTestStore();
    try {
      const rows = await store.sql<{ name: string }[]>`
        select table_name as name from information_schema.tables where table_schema = 'public'`;
      const tables = Object.values(schema).filter((value) => is(value, PgTable));
      expect(rows.map((row) => row.name).sort()).toEqual(tables.map((table) => getTableName(table)).sort());
    } finally {
      await store.close();
    }
  });

  it("names the workspace in every table that holds a workspace's data", () => {
    const without = Object.values(schema)
      .filter((value) => is(value, PgTable))
      .filter((table) => !getTableConfig(table).columns.some((column) => column.name === "workspace_id"))
      .map((table) => getTableName(table))
      .filter((name) => !name.startsWith("exec_"));
    // Links and intents carry the number of their scope, which names it.
    expect(without.sort()).toEqual(["intents", "login_attempts", "record_links", "user_accounts", "users", "workspaces"]);
  });
});

describe("embedded Postgres", () => {
  const folders: string[] = [];
  const running: EmbeddedStore[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "passerelle-embedded-"));
    folders.push(folder);
    return folder;
  };
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it("keeps what was written when it is stopped and started again", async () => {
    const dataDir = newFolder();
    const first = await startEmbedded({ dataDir, throwaway: true });
    const one = postgres(first.url, { max: 1 });
    await one`create table kept (value text)`;
    await one`insert into kept values ('still here')`;
    await one.end();
    await first.stop();
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
    const second = await startEmbedded({ dataDir, throwaway: true });
    running.push(second);
    const two = postgres(second.url, { max: 1 });
    expect(await two`select value from kept`).toEqual([{ value: "still here" }]);
    await two.end();
  });

  it("ends the server that a killed process left in the folder and starts its own", async () => {
    const dataDir = newFolder();
    const first = await startEmbedded({ dataDir, throwaway: true });
    const orphan = Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    const second = await startEmbedded({ dataDir, throwaway: true });
    running.push(second);
    expect(() => process.kill(orphan, 0)).toThrow();
    await first.stop();
  });

  it("takes no process that merely has the number of an old server for its own", async () => {
    const dataDir = newFolder();
    const first = await startEmbedded({ dataDir, throwaway: true });
    await first.stop();
    const stranger = spawn("sleep", ["600"]);
    writeFileSync(join(dataDir, "postgres", "postmaster.pid"), `${stranger.pid}\n`);
    running.push(await startEmbedded({ dataDir, throwaway: true }));
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it.runIf(process.getuid?.() === 0)("starts as root in a folder that only root may enter", async () => {
    const parent = newFolder();
    chmodSync(parent, 0o700);
    const server = await startEmbedded({ dataDir: join(parent, "data"), throwaway: true });
    running.push(server);
    const pid = readFileSync(join(parent, "data", "postgres", "postmaster.pid"), "utf8").split("\n")[0] ?? "";
    expect(execFileSync("ps", ["-o", "uid=", "-p", pid], { encoding: "utf8" }).trim()).not.toBe("0");
  });
});
