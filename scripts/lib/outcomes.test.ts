import { describe, expect, it } from "vitest";
import { afterSecondTry, describeFailures, playwrightOutcome, vitestOutcome } from "./outcomes.mjs";

const test = (fullName: string, message?: string) => ({
  fullName,
  status: message ? "failed" : "passed",
  failureMessages: message ? [message] : [],
});

const report = {
  numPassedTests: 4,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [
    {
      name: "/repo/engine/page.test.ts",
      status: "failed",
      message: "",
      assertionResults: [test("a page is done once"), test("a page is kept", "\u001b[31mexpected 1 to be 2\u001b[39m")],
    },
    { name: "/repo/db/store.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] },
  ],
};

describe("what a runner's report says", () => {
  const first = vitestOutcome(report, "/repo");

  it("names each failed test with its file and its reason without colours, and a file that did not load", () => {
    expect(first).toMatchObject({ passed: 4, failed: 2, skipped: 1, unsteady: [] });
    expect(first.failures).toEqual([
      {
        name: "engine/page.test.ts › a page is kept",
        file: "engine/page.test.ts",
        reason: "expected 1 to be 2",
      },
      { name: "db/store.test.ts", file: "db/store.test.ts", reason: "Cannot find module" },
    ]);
  });

  it("counts as passed, and names, what passed only the second time", () => {
    const second = { ...first, failures: [{ name: "db/store.test.ts › opens", file: "db/store.test.ts", reason: "no" }] };
    const outcome = afterSecondTry(first, second);
    expect(outcome).toMatchObject({ passed: 5, failed: 1 });
    expect(outcome.unsteady.map((failure: { name: string }) => failure.name)).toEqual(["engine/page.test.ts › a page is kept"]);
    expect(outcome.failures).toEqual(second.failures);
  });

  it("reads Playwright's report: nested suites, a test that passed when tried again, errors outside of tests", () => {
    const spec = (title: string, status: string) => ({
      title,
      file: "home.spec.ts",
      line: 3,
      tests: [{ status, results: [{ error: status === "expected" ? undefined : { message: `${title} broke` } }] }],
    });
    const outcome = playwrightOutcome({
      stats: { expected: 1, skipped: 0 },
      errors: [{ message: "no server" }],
      suites: [
        { specs: [spec("opens", "expected")], suites: [{ specs: [spec("closes", "flaky"), spec("saves", "unexpected")] }] },
      ],
    });
    expect(outcome).toMatchObject({ passed: 2, failed: 2, skipped: 0 });
    expect(outcome.unsteady).toMatchObject([{ name: "home.spec.ts:3 › closes", reason: "closes broke" }]);
    expect(outcome.failures.map((failure: { name: string }) => failure.name)).toEqual(["home.spec.ts:3 › saves", "Playwright"]);
  });

  it("says nothing when nothing failed", () => {
    expect(describeFailures("Failed tests:", [])).toBe("");
    expect(describeFailures("Failed tests:", first.failures)).toContain("✗ engine/page.test.ts › a page is kept\n    expected 1");
  });
});
