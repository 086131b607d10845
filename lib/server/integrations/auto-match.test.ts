import { describe, expect, it } from "vitest";
import type { LookupItem } from "@/connectors/contract";
import { fallbackOf, isMapped, matchRow } from "@/lib/server/integrations/auto-match";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import type { TemplateColumn } from "@/templates/contract";

const TITLE = { en: "T", fr: "T" };

function tableOf(columns: (Partial<TemplateColumn> & { key: string })[]) {
  return TableDefinitionSchema.parse({
    key: "table",
    title: TITLE,
    requirements: [],
    source: { role: "shop", lookup: "sources" },
    columns: columns.map((column) => ({
      title: TITLE,
      control: { type: "lookup", role: "erp", lookup: "targets" },
      default: null,
      required: true,
      ...column,
    })),
  });
}

const item = (id: string, rest: Partial<LookupItem> = {}): LookupItem => ({ id, label: id, ...rest });

describe("auto-match", () => {
  it("finds a rate however it is written", () => {
    const table = tableOf([{ key: "value", autoMatch: ["rate"] }]);
    const choices = { value: [item("a", { match: { rate: "5.5" } }), item("b", { match: { rate: "20" } })] };
    const found = matchRow(table, item("1", { match: { rate: "20.000" } }), choices);
    expect(found).toEqual({ target: { value: "b" }, origin: "auto", reason: { value: "rate" } });
  });

  it("finds a name past case, accents and punctuation", () => {
    const table = tableOf([{ key: "value", autoMatch: ["iso", "name"] }]);
    const choices = { value: [item("r", { label: "La Réunion" }), item("f", { label: "France", match: { iso: "FR" } })] };
    expect(matchRow(table, item("1", { label: "la  reunion." }), choices)).toMatchObject({
      target: { value: "r" },
      reason: { value: "name" },
    });
    expect(matchRow(table, item("2", { label: "?", match: { iso: "fr" } }), choices)).toMatchObject({ target: { value: "f" } });
  });

  it("chooses nothing between two that fit", () => {
    const table = tableOf([{ key: "value", autoMatch: ["rate"] }]);
    const twice = { value: [item("a", { match: { rate: "20" } }), item("b", { match: { rate: "20" } })] };
    expect(matchRow(table, item("1", { match: { rate: "20" } }), twice)).toEqual({ target: {}, origin: "none", reason: {} });
  });

  it("takes whole words of one label held by the other", () => {
    const table = tableOf([{ key: "value", autoMatch: ["contains"] }]);
    const choices = { value: [item("p", { label: "Compte PayPal" }), item("c", { label: "Caisse" })] };
    expect(matchRow(table, item("1", { label: "PayPal" }), choices)).toMatchObject({ target: { value: "p" } });
    expect(matchRow(table, item("2", { label: "Pay" }), choices)).toMatchObject({ target: {} });
  });

  it("knows pairs of source id and target code", () => {
    const table = tableOf([{ key: "value", autoMatch: [{ pairs: { ps_wirepayment: "VIR" } }] }]);
    const choices = { value: [item("2", { match: { code: "VIR" } }), item("6", { match: { code: "CB" } })] };
    expect(matchRow(table, item("ps_wirepayment"), choices)).toMatchObject({ target: { value: "2" }, reason: { value: "pair" } });
  });

  it("follows the first flag that is true, and says nothing of an item without flags", () => {
    const flags = [
      { flag: "paid", value: "validated" },
      { flag: "logable", value: "draft" },
    ];
    const table = tableOf([{ key: "value", autoMatch: [{ flags, otherwise: "none" }] }]);
    const row = (extra?: LookupItem["extra"]) => matchRow(table, item("1", extra ? { extra } : {}), {}).target;
    expect(row({ paid: true, logable: true })).toEqual({ value: "validated" });
    expect(row({ paid: false, logable: true })).toEqual({ value: "draft" });
    expect(row({ paid: false })).toEqual({ value: "none" });
    expect(row()).toEqual({});
  });

  it("fills what nothing matches with the default, by value, code or place", () => {
    const choices = { a: [], b: [item("7", { match: { code: "CB" } })], c: [item("first"), item("second")] };
    const table = tableOf([
      { key: "a", control: { type: "switch" }, default: false },
      { key: "b", default: { code: "CB" } },
      { key: "c", default: { first: true } },
    ]);
    const target = { a: false, b: "7", c: "first" };
    expect(matchRow(table, item("1"), choices)).toEqual({
      target,
      origin: "default",
      reason: { a: "default", b: "default", c: "default" },
    });
    expect(fallbackOf(table, choices)).toEqual(target);
  });

  it("has no fallback where a required column has no default", () => {
    const table = tableOf([{ key: "a", default: "x" }, { key: "b" }]);
    expect(fallbackOf(table, {})).toBeNull();
    expect(isMapped(table, { a: "x" })).toBe(false);
    expect(isMapped(table, { a: "x", b: "y" })).toBe(true);
  });
});
