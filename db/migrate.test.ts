import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { migrateStore } from "@/db/migrate";
import { openTestStore, type TestStore } from "@/db/testing";

const FOLDER = join(process.cwd(), "db", "migrations");
const JournalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string(), when: z.number() })) });
const journal = JournalSchema.parse(JSON.parse(readFileSync(join(FOLDER, "meta", "_journal.json"), "utf8")));
const FIRST_INITIAL = 1_795_327_521_582;

describe("stores of earlier versions", () => {
  let store: TestStore;
  const folders: string[] = [];
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await store.close();
  });

  it.each(journal.entries.slice(0, -1).map(({ tag }, index) => [tag, index + 1]))(
    "are brought from %s to the newest",
    async (_, count) => {
      const newest = await columns();
      await empty();
      await migrateStore({ url: store.url, folder: truncated(Number(count)) });
      await migrateStore({ url: store.url });
      expect(await columns()).toEqual(newest);
    },
  );

  it("keep what they hold when the executor's tables are those of the first initial migration", async () => {
    const newest = await columns();
    await empty();
    await migrateStore({ url: store.url, folder: truncated(1) });
    // As that one left them: other columns, one table more.
    await store.sql`drop table exec_workers, exec_jobs cascade`;
    await store.sql`create table exec_slots (key text not null, n integer not null, primary key (key, n))`;
    await store.sql`create table exec_jobs (id text primary key, run_id text not null, kind text not null, op jsonb, worker text)`;
    await store.sql`alter table exec_events rename column data to payload`;
    await store.sql`update drizzle.__drizzle_migrations set created_at = ${FIRST_INITIAL}`;
    await store.sql`insert into workspaces (id, name) values ('ws_kept', 'Kept')`;
    await migrateStore({ url: store.url });
    expect(await columns()).toEqual(newest);
    expect(await store.sql`select name from workspaces`).toEqual([{ name: "Kept" }]);
  });

  async function columns(): Promise<string[]> {
    const rows = await store.sql<{ name: string }[]>`
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as name
      from information_schema.columns where table_schema = 'public' order by 1`;
    return rows.map(({ name }) => name);
  }

  async function empty(): Promise<void> {
    await store.sql`drop schema if exists drizzle cascade`;
    await store.sql`drop schema public cascade`;
    await store.sql`create schema public`;
  }

  /** The migrations as they were when there were `count` of them. */
  function truncated(count: number): string {
    const folder = mkdtempSync(join(tmpdir(), "passerelle-migrations-"));
    folders.push(folder);
    cpSync(FOLDER, folder, { recursive: true });
    const entries = journal.entries.slice(0, count);
    writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
    return folder;
  }
});
