import { type ComponentProps, createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import { ExpressionMode } from "@/components/mapping/expression-mode";
import { problemOf } from "@/components/mapping/expression-problem";
import en from "@/messages/en.json";
import fr from "@/messages/fr.json";

function shown(text: string, locale: "en" | "fr"): string {
  const inLanguage = { locale, messages: locale === "fr" ? fr : en, timeZone: "Europe/Paris" };
  const provided: ComponentProps<typeof IntlProvider> = Object.assign(inLanguage, {
    children: createElement(ExpressionMode, { text }),
  });
  return renderToStaticMarkup(createElement(IntlProvider, provided));
}

describe("ExpressionMode", () => {
  it("says that an expression is compiled, and why it matters, in both languages", () => {
    expect(shown("lines.sku", "en")).toContain("Compiled");
    expect(shown("lines.sku", "en")).toContain("ten times faster");
    expect(shown("lines.sku", "fr")).toContain("Compilée");
  });

  it("names what keeps an expression from being compiled", () => {
    expect(shown("lines.sku.%.qty", "en")).toContain("Interpreted: the parent operator %");
    expect(shown("lines.sku.%.qty", "fr")).toContain("Interprétée\u202f: l’opérateur parent %");
  });

  it("says nothing of an expression that does not parse: its problem is said instead, with its place", () => {
    expect(shown("lines.", "en")).toBe("");
    expect(problemOf("a +\n  )b")).toMatchObject({ line: 2, column: 3, start: 6, end: 7 });
    expect(problemOf("lines.")?.words.fr).toContain("Ligne 1, caractère");
    expect(problemOf(" ")).toBeUndefined();
  });
});
