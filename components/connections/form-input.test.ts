import { describe, expect, it } from "vitest";
import { findFaults, refusedFields, tidyUrl, toInput } from "@/components/connections/form-input";
import type { ConnectorView } from "@/components/connections/types";

const connector: ConnectorView = {
  id: "prestashop",
  system: { text: "Ps", tone: "pink", title: "PrestaShop" },
  versions: "",
  docsUrl: "",
  fields: [
    { name: "url", label: "Adresse", required: true, control: { type: "url" } },
    { name: "webserviceKey", label: "Clé", required: true, control: { type: "secret", isSet: false } },
  ],
};

describe("the form of a connection", () => {
  it("UI-21 an address without https is completed, a sentence is not", () => {
    expect(tidyUrl(" boutique.example.com ")).toBe("https://boutique.example.com");
    expect(tidyUrl("http://localhost:8080")).toBe("http://localhost:8080");
    expect(tidyUrl("pas une adresse")).toBe("pas une adresse");
  });

  it("UI-21 says at the field that an address is none, before anything is sent", () => {
    expect(findFaults(connector, "Boutique", { url: "pas une adresse", webserviceKey: "K" })).toEqual({ url: "badUrl" });
    expect(findFaults(connector, " ", { url: "https://a.example" })).toEqual({ name: "required", webserviceKey: "required" });
    expect(findFaults(connector, "Boutique", { url: "https://a.example", webserviceKey: "K" })).toEqual({});
  });

  it("shows at the field what the server refused", () => {
    const details = {
      issues: [
        { path: "config.url", message: "Invalid URL" },
        { path: "config.other", message: "" },
      ],
    };
    expect(refusedFields({ code: "request.invalid", category: "config", message: "", details }, connector)).toEqual({
      url: "refused",
    });
  });

  it("GEN-08 an empty secret is left out, so that the stored one stays; pasted blanks are not part of a key", () => {
    expect(toInput(connector, "B", { url: "https://a.example ", webserviceKey: "" })).toMatchObject({
      config: { url: "https://a.example" },
      secrets: {},
    });
    expect(toInput(connector, "B", { webserviceKey: " KEY\n" }).secrets).toEqual({ webserviceKey: "KEY" });
  });
});
