import { describe, expect, it } from "vitest";
import { runConformance } from "./harness";
import { prestashop } from "./prestashop";

/** Agreement reached on the recordings of PrestaShop 8.2.4; it may only rise. */
const AGREE = 826;

describe("PrestaShop sandbox against the recordings of a real 8.2.4", () => {
  it("answers as recorded, at least as often as it did before", async ({ skip }) => {
    const report = await runConformance(prestashop, "../shared/fixtures");
    if (!report) return skip("no recordings beside the repository");
    const worst = report.disagreements.map(({ name, differences }) => `${name}: ${differences[0] ?? ""}`);
    expect(report.replayed).toBe(report.exchanges);
    expect(report.agree, worst.join("\n")).toBeGreaterThanOrEqual(AGREE);
  });
});
