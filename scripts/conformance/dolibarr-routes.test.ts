import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ROUTES } from "@/connectors/dolibarr/sandbox/resources/routes";

const FILE = path.resolve(import.meta.dirname, "../../../shared/fixtures/dolibarr/swagger.json");
const DescriptionSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** `GET /orders/{}/lines`, whatever the parameters are called. */
const shape = (method: string, route: string) =>
  `${method.toUpperCase()} /${route.replace(/^\//, "").replace(/\{[^}]+\}/g, "{}")}`;
/** Of modules that were off when the server described itself; recorded once they were on. */
const RECORDED_LATER = /^\w+ \/(multicurrencies|webhook)(\/|$)/;

describe.skipIf(!existsSync(FILE))("routes of the sandbox", () => {
  it("GEN-02 each is one that Dolibarr 22 says it has: a connector cannot come to need one that is not there", () => {
    const { paths } = DescriptionSchema.parse(JSON.parse(readFileSync(FILE, "utf8")));
    const known = new Set(
      Object.entries(paths).flatMap(([route, methods]) => Object.keys(methods).map((each) => shape(each, route))),
    );
    const ours = ROUTES.map(({ method, path: route }) => shape(method, route));
    expect(ours.length).toBeGreaterThan(80);
    expect(ours.filter((route) => !known.has(route) && !RECORDED_LATER.test(route))).toEqual([]);
  });
});
