import { describe, expect, it } from "vitest";
import { check } from "@/connectors/prestashop/check";
import { RESOURCES } from "@/connectors/prestashop/resources";
import { basics, STUB_KEY, type StubAnswer, stubShop } from "@/connectors/prestashop/testing/stub";
import { AppError } from "@/lib/core/errors";

const ALL = 'get="true" put="true" post="true" patch="true" delete="true" head="true"';

function root(resources: readonly string[], rights = ALL): StubAnswer {
  const nodes = resources.map(
    (name) => `<${name} xlink:href="http://shop.example/api/${name}" ${rights}><description>x</description></${name}>`,
  );
  return {
    headers: { "content-type": "text/xml;charset=utf-8" },
    body: `<?xml version="1.0" encoding="UTF-8"?><prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><api shopName="Presta Test">${nodes.join("")}</api></prestashop>`,
  };
}

function xmlError(code: number, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><prestashop><errors><error><code><![CDATA[${code}]]></code><message><![CDATA[${message}]]></message></error></errors></prestashop>`;
}

const every = [...RESOURCES.keys(), "configurations"];

describe("check", () => {
  it("CO-08 a shop that grants everything is fine, with its name and version", async () => {
    const { ctx, requests } = stubShop((request) => basics(request) ?? root(every));
    const result = await check(ctx);
    expect(result).toMatchObject({ ok: true, version: "8.2.4", problems: [] });
    expect(result.message.en).toBe("Presta Test: PrestaShop 8.2.4");
    // The root's JSON is an empty 500 (quirk 8).
    expect(requests[0]).toMatchObject({ path: "api/" });
    expect(requests[0]?.query).not.toHaveProperty("output_format");
    expect(requests[0]?.headers?.authorization).toBe(`Basic ${Buffer.from(`${STUB_KEY}:`).toString("base64")}`);
  });

  it("UI-21 the address of another system is told from a shop that refuses", async () => {
    const { ctx } = stubShop(() => ({ status: 501, headers: { "content-type": "text/html" }, body: "<html>no</html>" }));
    const result = await check(ctx);
    expect(result.ok).toBe(false);
    expect(result.message.fr).toBe("L’adresse répond (501), mais pas comme le webservice d’une PrestaShop.");
    expect(result.problems[0]?.advice?.fr).toContain("Vérifiez l’adresse");
  });

  it("resources the key may not read are listed one by one", async () => {
    const granted = every.filter((name) => name !== "orders" && name !== "taxes");
    const { problems, ok } = await check(stubShop((request) => basics(request) ?? root(granted)).ctx);
    expect(ok).toBe(true);
    expect(problems.map((problem) => problem.message.fr)).toEqual([
      "La clé n’autorise pas la lecture de *taxes*.",
      "La clé n’autorise pas la lecture de *orders*.",
    ]);
  });

  it("without languages nothing can be read", async () => {
    const result = await check(stubShop((request) => basics(request) ?? root(["products"])).ctx);
    expect(result.ok).toBe(false);
    expect(result.message.en).toContain("*languages*");
  });

  it("a key that may only read is told so, without failing", async () => {
    const { ok, problems } = await check(stubShop((request) => basics(request) ?? root(every, 'get="true" head="true"')).ctx);
    expect(ok).toBe(true);
    expect(problems.every((problem) => problem.severity === "info")).toBe(true);
    expect(problems.map((problem) => problem.message.en)).toContain("The key does not allow writing *products*.");
  });

  it.each([
    [17, "empty"],
    [18, "32 characters"],
    [20, "switched off"],
    [21, "no rights"],
  ])("a refused key (%i) says what to look at", async (code, words) => {
    const result = await check(
      stubShop(() => ({ status: 401, headers: { "psws-version": "0" }, body: xmlError(code, "key") })).ctx,
    );
    expect(result.ok).toBe(false);
    expect(result.message.en).toBe("PrestaShop refused the key (401).");
    expect(result.problems[0]?.advice?.en).toContain(words);
    expect(result.version).toBeUndefined();
  });

  it("a webservice that is off says where to turn it on", async () => {
    const result = await check(stubShop(() => ({ status: 503, body: xmlError(22, "disabled") })).ctx);
    expect(result).toMatchObject({ ok: false, message: { fr: "Le webservice de la boutique est désactivé (503)." } });
    expect(result.problems[0]?.advice?.fr).toContain("Paramètres avancés");
  });

  it("CO-05 a maintenance page of the host is told apart from a webservice that is off", async () => {
    const result = await check(stubShop(() => ({ status: 503, body: "<html><h1>Maintenance</h1></html>" })).ctx);
    expect(result.message.en).toBe("The shop is in maintenance or overloaded (503).");
  });

  it("CO-05 a shop in maintenance whose webservice answers is a warning", async () => {
    const closed = JSON.stringify({
      configurations: [
        { id: 1, name: "PS_SHOP_ENABLE", value: "0" },
        { id: 2, name: "PS_TIMEZONE", value: "Europe/Paris" },
      ],
    });
    const { ctx } = stubShop((request) =>
      request.path === "api/configurations" ? { body: closed } : (basics(request) ?? root(every)),
    );
    const result = await check(ctx);
    expect(result.ok).toBe(true);
    expect(result.problems).toMatchObject([{ severity: "warning" }]);
  });

  it("CO-05 a redirect from http to https names the address to use", async () => {
    const result = await check(stubShop(() => ({ status: 301, headers: { location: "https://shop.example/api/" } })).ctx);
    expect(result.ok).toBe(false);
    expect(result.problems[0]?.advice?.en).toContain("https://shop.example/api/");
  });

  it("a page of HTML at the address is no webservice", async () => {
    const { ctx } = stubShop(() => {
      throw new AppError({
        code: "connector.bad_response",
        category: "transient",
        message: "answered 200 with content type text/html",
      });
    });
    expect((await check(ctx)).message.en).toBe("The address answers with a web page, not with the webservice.");
  });

  it("a version older than 1.7 is an error", async () => {
    const { ctx } = stubShop((request) => ({ ...(basics(request) ?? root(every)), headers: { "psws-version": "1.6.1.24" } }));
    expect(await check(ctx)).toMatchObject({ ok: false, version: "1.6.1.24" });
  });

  it("a shop that does not tell its time zone is said", async () => {
    const { ctx } = stubShop((request) =>
      request.path === "api/configurations" ? { body: "[]" } : (basics(request) ?? root(every)),
    );
    expect((await check(ctx)).problems).toMatchObject([{ severity: "info" }]);
  });
});
