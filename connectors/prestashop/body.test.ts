import { describe, expect, it } from "vitest";
import { parseLenientJson, parseXml, recordsOf, writtenIds } from "@/connectors/prestashop/body";

describe("answers of the webservice", () => {
  it("PHP notices printed before the body are skipped, brackets of their own included", () => {
    const notice = '<br />\n<b>Notice</b>: Undefined index [x] in {main} on line <b>12</b><br />\n{"products":[{"id":1}]}';
    expect(recordsOf(parseLenientJson(notice))).toEqual([{ id: 1 }]);
  });

  it("an empty list is a bare [] in JSON (quirk 4)", () => {
    expect(recordsOf(parseLenientJson("[]"))).toEqual([]);
  });

  it("a list is found under a node not named like its resource (quirk 7)", () => {
    expect(recordsOf(parseLenientJson('{"order_slips":[{"id":1}]}'))).toEqual([{ id: 1 }]);
  });

  it("a single object under its item's name is one record", () => {
    expect(recordsOf(parseLenientJson('{"product":{"id":1,"reference":"A"}}'))).toEqual([{ id: 1, reference: "A" }]);
  });

  it("a page of HTML is connector.bad_response", () => {
    expect(() => parseLenientJson("<html><body>Maintenance</body></html>")).toThrow(
      expect.objectContaining({ code: "connector.bad_response", category: "transient" }),
    );
  });

  it("ids come from the reply to a write, one per entity, in order (quirk 24)", () => {
    const reply = `<?xml version="1.0" encoding="UTF-8"?>
<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">
<product><id><![CDATA[24]]></id><price><![CDATA[1]]></price></product>
<product><id><![CDATA[25]]></id><price><![CDATA[2]]></price></product>
</prestashop>`;
    expect(writtenIds(reply, "product")).toEqual(["24", "25"]);
  });

  it("notices before XML are skipped too", () => {
    const text =
      '<b>Warning</b>: x in y\n<?xml version="1.0"?><prestashop><api shopName="A"><products get="true"/></api></prestashop>';
    expect(parseXml(text)).toEqual({ api: { "@shopName": "A", products: { "@get": "true" } } });
  });
});
