// What a test runner's JSON report says: counts, and the failed tests by name with their reason.
import { relative } from "node:path";

/**
 * @typedef {{ name: string, file: string, reason: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[], unsteady: Failure[] }} Outcome
 *   `unsteady`: failed first, passed when tried again.
 */

const REASON_LINES = 12;

/** Reports colour their messages for a terminal; a log read elsewhere shows the codes. */
function plain(text) {
  return String(text ?? "")
    .replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "")
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, REASON_LINES)
    .join("\n");
}

/** @returns {Outcome} of vitest's JSON report; a file that could not be loaded is one failure. */
export function vitestOutcome(report, root) {
  const failures = report.testResults.flatMap((file) => {
    const path = relative(root, file.name);
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && file.status === "failed") return [{ name: path, file: path, reason: plain(file.message) }];
    return failed.map((test) => ({
      name: `${path} › ${test.fullName}`,
      file: path,
      reason: plain(test.failureMessages.join("\n")),
    }));
  });
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    unsteady: [],
  };
}

function specs(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
}

/** @returns {Outcome} of Playwright's JSON report. */
export function playwrightOutcome(report) {
  const tests = report.suites.flatMap(specs).flatMap((spec) => spec.tests.map((test) => ({ spec, test })));
  const named = (status) =>
    tests
      .filter(({ test }) => test.status === status)
      .map(({ spec, test }) => ({
        name: `${spec.file}:${spec.line} › ${spec.title}`,
        file: spec.file,
        reason: plain(test.results.flatMap((result) => (result.error ? [result.error.message] : [])).join("\n")),
      }));
  const failures = named("unexpected");
  const unsteady = named("flaky");
  return {
    passed: report.stats.expected + unsteady.length,
    failed: failures.length + report.errors.length,
    skipped: report.stats.skipped,
    failures: [...failures, ...report.errors.map((error) => ({ name: "Playwright", file: "", reason: plain(error.message) }))],
    unsteady,
  };
}

/** The first outcome corrected by a second run of its failed files: what passed then is counted so, and named unsteady. */
export function afterSecondTry(first, second) {
  // A file that could not be loaded bears its path as its name: any failure in it, now that it loads, is the same one.
  const failsStill = ({ name, file }) => second.failures.some((f) => f.name === name || (name === file && f.file === file));
  const unsteady = first.failures.filter((failure) => !failsStill(failure));
  const failed = second.failures.length;
  return { ...first, passed: first.passed + unsteady.length, failed, failures: second.failures, unsteady };
}

/** Failures as lines for the end of a log. */
export function describeFailures(title, failures) {
  if (failures.length === 0) return "";
  return `\n${title}\n${failures.map(({ name, reason }) => `\n  ✗ ${name}\n${reason.replace(/^/gm, "    ")}\n`).join("")}`;
}
