import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatsOf } from "@/lib/i18n/formats";

const USE = /\.dateTime\([^,()]+(?:\([^()]*\))?[^,()]*, "(\w+)"\)/g;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

describe("formats of dates", () => {
  it("every one that a screen asks for by name is there in both languages", () => {
    const used = [...sources("components"), ...sources("app")].flatMap((text) => [...text.matchAll(USE)].map(([, name]) => name));
    expect(used.length).toBeGreaterThan(10);
    for (const locale of ["fr", "en"] as const) {
      const known = Object.keys(formatsOf(locale).dateTime ?? {});
      expect(used.filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
    }
  });
});
