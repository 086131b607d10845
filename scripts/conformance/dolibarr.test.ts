import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { dolibarr } from "./dolibarr";
import { runConformance } from "./harness";

const FIXTURES = path.resolve(import.meta.dirname, "../../../shared/fixtures");

describe.skipIf(!existsSync(path.join(FIXTURES, "dolibarr")))("Dolibarr sandbox against a real Dolibarr 22.0.4", () => {
  it("answers every replayed exchange as recorded and skips only what it says", async () => {
    const report = await runConformance(dolibarr, FIXTURES);
    expect(report?.disagreements.map(({ name, differences }) => ({ name, differences }))).toEqual([]);
    expect(report?.replayed).toBeGreaterThanOrEqual(750);
    expect(report?.skipped).toBeLessThanOrEqual(41);
  });
});
