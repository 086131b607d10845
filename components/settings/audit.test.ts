import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import fr from "@/messages/fr.json";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("audit", () => {
  it("has words for every action the server writes down", () => {
    const known = Object.entries(fr.audit.action).flatMap(([kind, texts]) => Object.keys(texts).map((what) => `${kind}.${what}`));
    const written = sources(join(import.meta.dirname, "../../lib/server")).flatMap((text) =>
      [...text.matchAll(/action: "([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((action) => !known.includes(action))).toEqual([]);
  });
});
