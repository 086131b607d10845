import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { prepare } from "@/engine/mapping/compiled/program";
import { judge } from "@/engine/mapping/testing/judge";
import { readSuite } from "@/engine/mapping/testing/suite-cases";

const FOLDER = resolve("../shared/jsonata-suite");
const isThere = existsSync(FOLDER);
const why = isThere ? "" : ` (skipped: ${FOLDER} is not there)`;

beforeAll(prepare);

describe("JSONata's own cases", () => {
  it.skipIf(!isThere)(`pass, and compiled code agrees with the package on each${why}`, { timeout: 180_000 }, async () => {
    const { cases, unreadable } = readSuite(FOLDER);
    expect(unreadable).toEqual([]);
    const wrong: string[] = [];
    let compiled = 0;
    for (const each of cases) {
      const { isPassed, isMismatch, isCompiled } = await judge(each);
      if (!isPassed || isMismatch) wrong.push(each.name);
      if (isCompiled) compiled += 1;
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_000);
    expect(compiled / cases.length).toBeGreaterThan(0.65);
  });
});
