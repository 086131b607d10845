import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "./store";

describe("journaled store", () => {
  let folder: string;
  let dataFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "passerelle-kit-"));
    dataFile = join(folder, "shop.journal");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("finds committed rows again without ever having been closed, as after kill -9", () => {
    const store = openStore(dataFile);
    store.table("products").insert({ name: "Mug" });
    store.table("products").insert({ name: "Tasse" });
    store.table("products").delete(2);
    store.commit();
    const again = openStore(dataFile);
    expect([...again.table("products").all()]).toEqual([{ id: 1, name: "Mug" }]);
    expect(again.table("products").nextId()).toBe(3);
  });

  it("drops a torn last line and goes on after it", () => {
    const store = openStore(dataFile);
    store.table("products").insert({ name: "Mug" });
    store.commit();
    appendFileSync(dataFile, '[["p","products",{"id":2,"na');
    const again = openStore(dataFile);
    expect(again.table("products").size).toBe(1);
    again.table("products").insert({ name: "Tasse" });
    again.commit();
    expect(openStore(dataFile).table("products").size).toBe(2);
  });

  it("does not keep what was never committed", () => {
    const store = openStore(dataFile);
    store.table("products").insert({ name: "Mug" });
    expect(openStore(dataFile).isEmpty()).toBe(true);
  });

  it("compacts a long history when it opens, keeping rows and sequences", () => {
    const store = openStore(dataFile);
    for (let turn = 0; turn < 1100; turn += 1) {
      const row = store.table("stock").insert({ quantity: turn });
      if (turn > 0) store.table("stock").delete(row.id);
      store.commit();
    }
    const again = openStore(dataFile);
    expect(readFileSync(dataFile, "utf8").trim().split("\n")).toHaveLength(1);
    expect(again.table("stock").size).toBe(1);
    expect(again.table("stock").nextId()).toBe(1101);
  });

  it("keeps indexes true through puts, updates and deletes", () => {
    const table = openStore().table("rows");
    table.insert({ group: "a" });
    table.insert({ group: "b" });
    expect(table.by("group", "a")).toHaveLength(1);
    table.update(2, { group: "a" });
    expect(table.by("group", "a").map((row) => row.id)).toEqual([1, 2]);
    table.delete(1);
    expect(table.by("group", "a").map((row) => row.id)).toEqual([2]);
    expect(table.by("group", "b")).toEqual([]);
  });
});
