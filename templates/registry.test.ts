import { describe, expect, it } from "vitest";
import { CONNECTORS } from "@/connectors/registry";
import { breaksFrenchSpacing } from "@/lib/i18n/french-spacing";
import { TEMPLATES } from "@/templates/registry";

/** Every `{en, fr}` text below `value`, as its path and its French. */
function frenchTexts(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [string, string][] =>
    key === "fr" && typeof part === "string" ? [[path, part]] : frenchTexts(part, `${path}.${key}`),
  );
}

describe("texts that plug-ins bring along", () => {
  it.each([
    ["templates", TEMPLATES],
    ["connectors", CONNECTORS],
  ])("%s put a narrow no-break space where French wants one", (kind, plugins) => {
    const texts = frenchTexts(plugins, kind);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(([, text]) => breaksFrenchSpacing(text))).toEqual([]);
  });
});
