import { describe, expect, it } from "vitest";
import { stateOf, toStrips, toTodos, toVerdicts } from "@/app/(studio)/_views/home";
import type { FlowDay } from "@/db/queries/overview";
import { lastDays } from "@/lib/core/days";
import { formatterFor, translatorFor } from "@/lib/i18n/messages";

const row = (more: Partial<FlowDay>): FlowDay => ({
  flowId: "flw_1",
  flow: "Commandes",
  integrationId: "int_1",
  day: "2026-10-25",
  runs: 1,
  changed: 3,
  failed: 0,
  ...more,
});

describe("lastDays", () => {
  it("ends with today in the workspace's time zone and names each day once, also when clocks change", () => {
    const now = new Date("2026-10-26T23:30:00Z");
    expect(lastDays({ now, count: 4, timeZone: "Europe/Paris" })).toEqual([
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
      "2026-10-27",
    ]);
    expect(lastDays({ now, count: 2, timeZone: "America/New_York" })).toEqual(["2026-10-25", "2026-10-26"]);
  });
});

describe("toStrips", () => {
  it("adds flows of one name, leaves out what changed nothing and puts the busiest first", () => {
    const days = ["2026-10-24", "2026-10-25"];
    const rows = [
      row({ changed: 2 }),
      row({ flowId: "flw_2", changed: 4 }),
      row({ flow: "Clients", changed: 9, day: "2026-10-24" }),
      row({ flow: "Stocks", changed: 0 }),
      row({ changed: 50, day: "2026-09-01" }),
    ];
    expect(toStrips(rows, days)).toEqual([
      { key: "Clients", label: "Clients", days: [9, 0] },
      { key: "Commandes", label: "Commandes", days: [0, 6] },
    ]);
  });
});

describe("verdicts of an integration", () => {
  it("tells a day with failures from one without runs", () => {
    const rows = [row({}), row({ day: "2026-10-26", failed: 1 }), row({ integrationId: "int_2", day: "2026-10-24" })];
    expect(toVerdicts(rows, "int_1", ["2026-10-24", "2026-10-25", "2026-10-26"])).toEqual(["none", "ok", "failed"]);
  });

  it("says the worst first: a lost connection before failed records", () => {
    const overview = { id: "int_1", name: "", template: "", connections: { shop: "con_1" }, nextAt: null };
    const facts = {
      overview,
      rows: [row({})],
      running: new Set<string>(),
      failed: new Map([["int_1", 2]]),
      incomplete: new Set(["int_1"]),
    };
    expect(stateOf({ ...facts, lostConnections: new Set(["con_1"]) })).toBe("lost");
    expect(stateOf({ ...facts, lostConnections: new Set() })).toBe("failed");
    const sound = { ...facts, failed: new Map(), lostConnections: new Set<string>() };
    expect(stateOf(sound)).toBe("attention");
    expect(stateOf({ ...sound, incomplete: new Set() })).toBe("ok");
  });
});

describe("what waits for a person", () => {
  it("UI-26 names the tables with values that would fail, and counts the values", () => {
    const table = { id: "tbl_1", title: "Taux de TVA", integrationId: "int_1", integration: "Maison Lavande", open: 4 };
    const [todo] = toTodos({
      counts: { review: 0, failed: 0, connections: 0 },
      waiting: { review: [], failed: [], lost: [] },
      openTables: [table, { ...table, id: "tbl_2", title: "Pays", open: 1 }],
      t: translatorFor("fr"),
      format: formatterFor("fr"),
      locale: "fr",
      now: new Date(),
    });
    expect(todo).toMatchObject({ state: "attention", count: 5, href: "/integrations/int_1/tables/tbl_1" });
    expect(todo?.cause).toContain("Taux de TVA");
    expect(todo?.cause).toContain("Maison Lavande");
  });
});
