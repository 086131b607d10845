import { describe, expect, it } from "vitest";
import {
  addCase,
  applyDefault,
  conditionsOf,
  countEdits,
  NO_EDITS,
  rebase,
  removeCase,
  rowsOf,
  setCell,
  setFallback,
  statusOf,
  targetOf,
  toChange,
} from "@/components/tables/edits";
import type { RowView, TableView } from "@/components/tables/types";

const card: RowView = {
  source: "ps_checkout",
  label: "Carte",
  target: { mode: "CB", bank: "1" },
  origin: "auto",
  reason: "name",
};
const alma: RowView = { source: "alma", label: "Alma", target: {}, origin: "none", reason: null };
const table: TableView = {
  id: "tbl_1",
  title: "Modes de règlement",
  sourceTitle: "Module",
  columns: [
    { key: "mode", title: "Mode", required: true, control: { type: "choice", options: [] } },
    { key: "bank", title: "Compte", required: false, control: { type: "choice", options: [] } },
  ],
  conditions: [],
  rows: [card, alma],
  fallback: null,
  revision: 3,
  users: [],
  unread: [],
};

describe("edits of a mapping table", () => {
  it("EBP-90 a case of a value stands behind it with its values, once, and can be taken away again", () => {
    const wanted = { row: card, fact: "currency", value: "USD" };
    const edits = addCase(NO_EDITS, table, wanted) ?? NO_EDITS;
    expect(rowsOf(edits, table).map(({ source }) => source)).toEqual(["ps_checkout", "ps_checkout?currency=USD", "alma"]);
    expect(addCase(edits, table, wanted)).toBeUndefined();
    expect(toChange(edits, table).rows).toEqual([{ source: "ps_checkout?currency=USD", target: card.target }]);
    const [added = card] = edits.added;
    expect(conditionsOf(added)).toEqual({ currency: "USD" });
    expect(removeCase(edits, added)).toEqual(NO_EDITS);
    const saved = { ...added, target: card.target };
    expect(toChange(removeCase(NO_EDITS, saved), table).rows).toEqual([{ source: saved.source, target: {} }]);
  });

  it("UI-24 choosing none removes a mapping", () => {
    const edits = setCell(NO_EDITS, card, "mode", null);
    expect(targetOf(edits, card)).toEqual({ mode: null, bank: "1" });
    expect(statusOf(card, { edits, table })).toBe("fails");
  });

  it("UI-25 applies the default to the selected rows, which stay editable one by one", () => {
    const chosen = applyDefault(setFallback(NO_EDITS, table, "mode", "VIR"), table, new Set(["alma", "ps_checkout"]));
    expect(targetOf(chosen, card)).toEqual({ mode: "VIR", bank: "1" });
    expect(targetOf(chosen, alma)).toEqual({ mode: "VIR" });
    expect(targetOf(setCell(chosen, alma, "mode", "CHQ"), alma)).toEqual({ mode: "CHQ" });
  });

  it("UI-26 a row without a match takes the default of the table, or fails where there is none", () => {
    expect(statusOf(alma, { edits: NO_EDITS, table })).toBe("fails");
    expect(statusOf(alma, { edits: setFallback(NO_EDITS, table, "mode", "CB"), table })).toBe("takesDefault");
  });

  it("UI-17 a value put back is no change, and only changes are sent", () => {
    const edits = setCell(setCell(NO_EDITS, card, "mode", "VIR"), card, "mode", "CB");
    expect(countEdits(edits)).toBe(0);
    const sent = toChange(setCell(NO_EDITS, alma, "mode", "CB"), table);
    expect(sent).toEqual({ id: "tbl_1", revision: 3, rows: [{ source: "alma", target: { mode: "CB" } }] });
  });

  it("an emptied default is sent as none", () => {
    const edits = setFallback(NO_EDITS, { ...table, fallback: { mode: "CB" } }, "mode", null);
    expect(toChange(edits, { ...table, fallback: { mode: "CB" } }).default).toBeNull();
  });

  it("UI-17 a table read again takes what was saved out of the changes, and leaves what was not", () => {
    const mode = setCell(setCell(NO_EDITS, card, "bank", "2"), alma, "mode", "CB");
    const edits = setFallback(addCase(mode, table, { row: card, fact: "currency", value: "USD" }) ?? mode, table, "mode", "VIR");
    const saved: RowView = { ...card, target: { mode: "CB", bank: "2" } };
    const cased: RowView = { ...saved, source: "ps_checkout?currency=USD" };
    const now = { ...table, rows: [saved, cased, alma], fallback: { mode: "VIR" }, revision: 4 };
    expect(rebase(edits, now)).toEqual({ rows: { alma: { mode: "CB" } }, fallback: undefined, added: [] });
    expect(rebase(edits, { ...table, revision: 4 })).toEqual(edits);
    expect(countEdits(rebase(edits, { ...now, rows: [saved, cased] }))).toBe(0);
  });

  it("EBP-90 the default is applied to a case that is not saved yet, and a case without its values is told from a failing row", () => {
    const withCase = addCase(NO_EDITS, table, { row: alma, fact: "currency", value: "USD" }) ?? NO_EDITS;
    const [added = alma] = withCase.added;
    expect(statusOf(added, { edits: withCase, table })).toBe("removed");
    const half = setCell(withCase, added, "bank", "1");
    expect(statusOf(added, { edits: half, table })).toBe("idle");
    const edits = applyDefault(setFallback(half, table, "mode", "CB"), table, new Set([added.source]));
    expect(targetOf(edits, added)).toEqual({ mode: "CB", bank: "1" });
    expect(statusOf(added, { edits, table })).toBe("changed");
  });
});
