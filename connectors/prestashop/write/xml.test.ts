import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { toXml } from "@/connectors/prestashop/write/xml";

describe("XML of a write", () => {
  it("is what the webservice reads: wrapper, id, languages, associations", () => {
    const xml = toXml(
      "product",
      [
        {
          id: "22",
          fields: new Map<string, string | Map<string, string>>([
            ["price", "12.345678"],
            [
              "name",
              new Map([
                ["1", "Mug"],
                ["2", "Tasse"],
              ]),
            ],
          ]),
          associations: new Map([["categories", [new Map([["id", "2"]])]]]),
        },
      ],
      { categories: "category" },
    );
    expect(xml).toContain('<prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><product><id><![CDATA[22]]></id>');
    expect(xml).toContain(
      '<name><language id="1"><![CDATA[Mug]]></language><language id="2"><![CDATA[Tasse]]></language></name>',
    );
    expect(xml).toContain("<associations><categories><category><id><![CDATA[2]]></id></category></categories></associations>");
  });

  it("any text survives, and what XML cannot hold is dropped", () => {
    const text = "a ]]> b & <c> « é » 🙂";
    const xml = toXml(
      "product",
      [{ fields: new Map([["reference", `${text}\u0000\u000b\ud800`]]), associations: new Map() }],
      {},
    );
    const parsed = new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml);
    expect(parsed.prestashop.product.reference).toBe(`${text}\ufffd`);
  });
});
