import { describe, expect, it } from "vitest";
import { firstError, readErrors, shopError } from "@/connectors/prestashop/errors";

function xmlErrors(...errors: [number, string][]): string {
  const rows = errors.map(
    ([code, message]) => `<error>\n<code><![CDATA[${code}]]></code>\n<message><![CDATA[${message}]]></message>\n</error>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n<errors>\n${rows.join("\n")}\n</errors>\n</prestashop>`;
}

function errorOf(status: number, body: string, options: { method?: string; location?: string; resource?: string } = {}) {
  const headers: Record<string, string> = options.location === undefined ? {} : { location: options.location };
  const { method = "GET", resource = "products" } = options;
  return shopError({ method, resource, response: { status, headers, text: () => body } });
}

describe("errors of the webservice", () => {
  it("the first error that is not a PHP warning counts, wherever the warnings stand (quirk 11)", () => {
    const before = xmlErrors([3, "[PHP Warning #2] SimpleXMLElement: parser error [x]"], [127, "XML error"]);
    const after = xmlErrors([32, "This filter does not exist."], [3, "[PHP Warning #2] foreach()"]);
    expect(firstError(before)).toEqual({ code: 127, message: "XML error" });
    expect(firstError(after)).toEqual({ code: 32, message: "This filter does not exist." });
    expect(firstError(xmlErrors([5, "[PHP Notice #8] getimagesize()"], [76, "An error occurred"]))?.code).toBe(76);
  });

  it("JSON and XML errors read alike", () => {
    const json =
      '{"errors":[{"code":20,"message":"Authentification key is not active"},{"code":21,"message":"No \\"permission\\""}]}';
    expect(readErrors(json)).toEqual([
      { code: 20, message: "Authentification key is not active" },
      { code: 21, message: 'No "permission"' },
    ]);
  });

  it("messages hold entities inside CDATA and JSON (quirk 13)", () => {
    expect(firstError(xmlErrors([85, 'Validation error: "Property Product-&gt;price is not valid"']))?.message).toBe(
      'Validation error: "Property Product->price is not valid"',
    );
  });

  it.each([17, 18, 20, 21])("key error %i is connector.unauthorized with the place to look", (code) => {
    const error = errorOf(401, xmlErrors([code, "key"]));
    expect(error).toMatchObject({ code: "connector.unauthorized", category: "auth" });
    expect(error.advice?.fr).toContain("Paramètres avancés > Webservice");
  });

  it("a resource the key may not use is 401 with code 26, and names the resource (quirk 10)", () => {
    const error = errorOf(401, xmlErrors([26, 'Resource of type "orders" is not allowed']), { resource: "orders" });
    expect(error).toMatchObject({ code: "connector.forbidden", category: "auth" });
    expect(error.advice?.en).toContain("*orders*");
  });

  it("a plain 401 without errors is a refused key", () => {
    expect(errorOf(401, "401 Unauthorized").code).toBe("connector.unauthorized");
  });

  it("a refused record says the shop's own words, with HTTP 400 and 500 alike (quirk 11)", () => {
    for (const status of [400, 500]) {
      const error = errorOf(status, xmlErrors([85, "Property Product-&gt;price is not valid"], [3, "[PHP Warning #2] x"]), {
        method: "POST",
      });
      expect(error).toMatchObject({ code: "connector.rejected", category: "data", details: { shopCode: 85 } });
      expect(error.advice?.fr).toBe("PrestaShop répond\u202f: «\u202fProperty Product->price is not valid\u202f»");
    }
  });

  it("an empty 500 is an uncaught exception: tried again for a read, uncertain for a write (quirk 12)", () => {
    expect(errorOf(500, "")).toMatchObject({ code: "connector.unavailable", category: "transient" });
    expect(errorOf(500, "", { method: "POST" })).toMatchObject({ code: "connector.uncertain", category: "transient" });
    expect(errorOf(500, xmlErrors([3, "[PHP Warning #2] only PHP"])).category).toBe("transient");
  });

  it("an unknown id_shop redirects to the home page (quirk 13)", () => {
    const error = errorOf(302, "", { location: "http://shop.example/?url=products%2F1" });
    expect(error).toMatchObject({ code: "connector.forbidden", category: "config" });
    expect(error.advice?.en).toContain("shop number");
  });

  it("a redirect to https names the address to use", () => {
    const error = errorOf(301, "", { location: "https://shop.example/api/products" });
    expect(error).toMatchObject({ category: "config" });
    expect(error.advice?.fr).toContain("https://shop.example/api/products");
  });

  it("the webservice being off is a matter of configuration, not worth a retry", () => {
    expect(errorOf(503, xmlErrors([22, "The PrestaShop webservice is disabled."]))).toMatchObject({ category: "config" });
  });

  it("the list of every resource is cut from a message", () => {
    expect(firstError(xmlErrors([27, 'Resource of type "x" does not exists. The full list is: "addresses"']))?.message).toBe(
      'Resource of type "x" does not exists.',
    );
  });
});
