import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readSheet, writeSheet } from "@/lib/server/sheets/sheet";

const SHEET = [
  ["source", "label", "value"],
  ["20.0", "TVA « 20 % » & réduite", "20"],
  ["x;y", 'a "quoted"\nline', "=SUM(A1)"],
  ["<b>", "", "-5"],
];

describe("sheets", () => {
  it.each(["csv", "xlsx"] as const)("come back from %s as they were, whatever is in their cells", (format) => {
    expect(readSheet(writeSheet(format, SHEET, "Taux / TVA"))).toEqual(SHEET);
  });

  it("in CSV are read with commas, tabs, and in the code page of older spreadsheets", () => {
    expect(readSheet(strToU8("source,value\n1,a"))).toEqual([
      ["source", "value"],
      ["1", "a"],
    ]);
    expect(readSheet(strToU8("source\tvalue\n1\ta"))[1]).toEqual(["1", "a"]);
    const latin = Uint8Array.from([...strToU8("source;label\n1;Esp"), 0xe8, ...strToU8("ces")]);
    expect(readSheet(latin)[1]).toEqual(["1", "Espèces"]);
  });

  it("of a workbook are read with shared texts, numbers and cells left out", () => {
    const files = {
      "xl/sharedStrings.xml": "<sst><si><t>source</t></si><si><r><t>va</t></r><r><t>lue</t></r></si></sst>",
      "xl/worksheets/sheet1.xml":
        '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>20</v></c></row></sheetData></worksheet>',
    };
    const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
    expect(readSheet(bytes)).toEqual([
      ["source", "", "value"],
      ["20", "", ""],
    ]);
  });

  it("that are none are refused", () => {
    expect(() => readSheet(strToU8("PK but no archive"))).toThrow(/no workbook/);
    expect(() => readSheet(strToU8('a;"b\nc'))).toThrow();
  });
});
