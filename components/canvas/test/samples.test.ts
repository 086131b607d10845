import { describe, expect, it } from "vitest";
import { parseSamples } from "@/components/canvas/test/samples";

describe("records to try on", () => {
  it("are read from a JSON record or a list of them, named by their reference", async () => {
    expect(await parseSamples('{"id": 7, "reference": "QJV"}')).toEqual([
      { key: "7", label: "QJV", data: { id: 7, reference: "QJV" } },
    ]);
    expect((await parseSamples('[{"a": 1}, {"a": 2}]'))?.map(({ key }) => key)).toEqual(["1", "2"]);
  });

  it("are read from XML: one record, a list, attributes, codes with leading zeros", async () => {
    const one =
      '<?xml version="1.0"?><prestashop xmlns:xlink="x"><order><id>007</id><reference><![CDATA[QJV]]></reference></order></prestashop>';
    expect(await parseSamples(one)).toEqual([{ key: "007", label: "QJV", data: { id: "007", reference: "QJV" } }]);
    const list = '<orders><order id="1"><total>2.50</total></order><order id="2"><total>3</total></order></orders>';
    expect((await parseSamples(list))?.map(({ data }) => data)).toEqual([
      { id: "1", total: "2.50" },
      { id: "2", total: "3" },
    ]);
  });

  it("are nothing when the text is neither, is empty, or holds too many", async () => {
    const many = JSON.stringify(Array.from({ length: 21 }, () => ({})));
    for (const text of ["{", "3", "[]", "[1]", "<a><b></a>", many]) expect(await parseSamples(text), text).toBeUndefined();
  });
});
