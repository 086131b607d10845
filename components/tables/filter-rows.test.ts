import { describe, expect, it } from "vitest";
import { addCase, NO_EDITS, setCell } from "@/components/tables/edits";
import { filterRows } from "@/components/tables/filter-rows";
import type { RowView, TableView } from "@/components/tables/types";

const options = [{ value: "12", label: "Payée à l’acceptation" }];
const paid: RowView = {
  source: "2",
  label: "Paiement accepté",
  target: { state: "12", invoice: true },
  origin: "auto",
  reason: "name",
};
const late: RowView = { source: "10", label: "En attente de virement", target: {}, origin: "none", reason: null };
const table: TableView = {
  id: "tbl_1",
  title: "États",
  sourceTitle: "État",
  columns: [
    { key: "state", title: "Statut", required: true, control: { type: "choice", options } },
    { key: "invoice", title: "Facture", required: false, control: { type: "switch" } },
  ],
  rows: [paid, late],
  fallback: null,
  revision: 1,
  users: [],
  conditions: [],
  unread: [],
};
const found = (search: string, filters: Record<string, string> = {}, edits = NO_EDITS) =>
  filterRows(table, { edits, search, filters }).map(({ source }) => source);

describe("rows of a mapping table", () => {
  it("UI-27 are found by any column, as it is read, whatever the accents and the case", () => {
    expect(found("")).toEqual(["2", "10"]);
    expect(found("accepte")).toEqual(["2"]);
    expect(found("L’ACCEPTATION")).toEqual(["2"]);
    expect(found("10")).toEqual(["10"]);
    expect(found("chèque")).toEqual([]);
  });

  it("UI-27 are kept by the filters of all columns at once", () => {
    expect(found("", { source: "attente" })).toEqual(["10"]);
    expect(found("", { state: "payee", invoice: "true" })).toEqual(["2"]);
    expect(found("", { state: "payee", invoice: "false" })).toEqual([]);
    expect(found("", { status: "fails" })).toEqual(["10"]);
    expect(found("virement", { state: "payee" })).toEqual([]);
  });

  it("are filtered by what was typed and not saved yet", () => {
    const edits = setCell(NO_EDITS, late, "state", "12");
    expect(found("payée", {}, edits)).toEqual(["2", "10"]);
    expect(found("", { status: "changed" }, edits)).toEqual(["10"]);
  });

  it("that were just added are in sight under every filter", () => {
    const edits = addCase(NO_EDITS, table, { row: late, fact: "currency", value: "USD" });
    expect(found("", { status: "fails" }, edits)).toEqual(["10", "10?currency=USD"]);
  });
});
