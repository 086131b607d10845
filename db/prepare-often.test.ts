import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore, type Store } from "@/db/client";
import { openTestStore, type TestStore } from "@/db/testing";

let store: TestStore;
/** One connection: what it has prepared is seen by the next statement. */
let single: Store;
beforeAll(async () => {
  store = await openTestStore();
  single = openStore({ url: store.url, max: 1 });
});
afterAll(async () => {
  await single.close();
  await store.close();
});

const prepared = async () => {
  const rows = await single.db.execute<{ statement: string }>(sql.raw("select statement from pg_prepared_statements"));
  return rows.map(({ statement }) => statement);
};

it("a statement that comes often is prepared, in transactions too, one that comes once is not", async () => {
  const often = (value: number) => sql`select ${value}::int + 1 as sum`;
  for (let value = 1; value <= 4; value += 1) {
    const [row] = await single.db.transaction((db) => db.execute<{ sum: number }>(often(value)));
    expect(row?.sum).toBe(value + 1);
  }
  const [row] = await single.db.execute<{ sum: number }>(often(9));
  await single.db.execute(sql`select ${"once"}::text`);
  expect(row?.sum).toBe(10);
  const texts = await prepared();
  expect(texts).toContain("select $1::int + 1 as sum");
  expect(texts).not.toContain("select $1::text");
});

it("a transaction that throws is rolled back as before", async () => {
  await single.db.execute(sql.raw("create temporary table kept (id int)"));
  const failing = single.db.transaction(async (db) => {
    await db.execute(sql`insert into kept values (${1})`);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await single.db.execute(sql.raw("select id from kept"))).toHaveLength(0);
});
