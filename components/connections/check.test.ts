import { describe, expect, it } from "vitest";
import { emphasised, foldCheck } from "@/components/connections/check";
import type { CheckView } from "@/components/connections/types";

const view = (message: string, problems: CheckView["problems"]): CheckView => ({ ok: false, message, at: "", problems });

describe("UI-21 the answer of a connection test", () => {
  it("says a refusal once, with its advice", () => {
    const problem = { severity: "error", message: "PrestaShop a refusé la clé (401).", advice: "Vérifiez-la." } as const;
    expect(foldCheck(view(problem.message, [problem]))).toEqual({ advice: "Vérifiez-la.", detail: undefined, problems: [] });
  });

  it("keeps the technical words of a failure as a detail", () => {
    const problem = { severity: "error", message: "GET /status failed: ENOTFOUND", advice: "Injoignable." } as const;
    expect(foldCheck(view("Injoignable.", [problem]))).toEqual({
      advice: undefined,
      detail: "GET /status failed: ENOTFOUND",
      problems: [],
    });
  });

  it("lists what else is wrong", () => {
    const first = { severity: "error", message: "A" } as const;
    const other = { severity: "warning", message: "B", advice: "C" } as const;
    expect(foldCheck(view("A", [first, other])).problems).toEqual([other]);
  });

  it("sets apart the names between asterisks", () => {
    expect(emphasised("La clé n’autorise pas *orders*.")).toEqual([
      { text: "La clé n’autorise pas ", strong: false },
      { text: "orders", strong: true },
      { text: ".", strong: false },
    ]);
    expect(emphasised("2 * 3 * 4")).toEqual([{ text: "2 * 3 * 4", strong: false }]);
  });
});
