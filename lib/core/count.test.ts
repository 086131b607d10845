import { describe, expect, it } from "vitest";
import { countByAsking } from "@/lib/core/count";

async function counted(size: number, step?: number): Promise<{ count: number; questions: number }> {
  let questions = 0;
  const count = await countByAsking(async (position) => {
    questions += 1;
    return position < size;
  }, step);
  return { count, questions };
}

describe("counting a list by its positions", () => {
  it.each([0, 1, 2, 999, 1_000, 1_001, 2_999, 3_000, 50_000])("finds %i", async (size) => {
    expect((await counted(size)).count).toBe(size);
    expect((await counted(size, 1)).count).toBe(size);
  });

  it("asks some twenty questions for fifty thousand records", async () => {
    expect((await counted(50_000)).questions).toBeLessThan(25);
  });
});
