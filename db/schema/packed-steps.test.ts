import { deflateRawSync } from "node:zlib";
import { pgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import { packedSteps, packSteps } from "@/db/schema/packed-steps";

const order = { id: 7, lines: Array.from({ length: 20 }, (_, index) => ({ id: index, name: `Bougie n° ${index}`, qty: 1 })) };
const steps = Array.from({ length: 12 }, (_, index) => ({
  nodeId: `n${index}`,
  input: order,
  output: { ...order, [`s${index}`]: 1 },
}));

it("steps come back as they were, in a twentieth of the room when each repeats the one before", () => {
  const packed = packSteps(steps);
  expect(JSON.stringify(packed).length).toBeLessThan(JSON.stringify(steps).length / 20);
  const { steps: column } = pgTable("t", { steps: packedSteps("steps") });
  expect(column.mapFromDriverValue(packed)).toEqual(steps);
  expect(column.mapFromDriverValue(JSON.stringify(packed))).toEqual(steps);
});

it("short lists stay readable in the store, and those of earlier versions are read", () => {
  expect(packSteps([])).toEqual([]);
  expect(packSteps([{ nodeId: "a" }])).toEqual([{ nodeId: "a" }]);
  const { steps: column } = pgTable("t", { steps: packedSteps("steps") });
  expect(column.mapFromDriverValue([{ nodeId: "a" }])).toEqual([{ nodeId: "a" }]);
  expect(column.mapFromDriverValue({ z: deflateRawSync(JSON.stringify(steps)).toString("base64") })).toEqual(steps);
});

it("a record that twenty steps pass on unchanged takes the room of one", () => {
  const passed = Array.from({ length: 20 }, (_, index) => ({
    nodeId: `n${index}`,
    input: order,
    output: index % 2 ? order : null,
  }));
  const size = (value: unknown) => JSON.stringify(value).length;
  expect(size(packSteps(passed))).toBeLessThan(size(packSteps([{ nodeId: "n", input: order, output: null }])) * 1.5);
});

it("what looks like a reference is kept as data", () => {
  const odd = [{ nodeId: "a", input: { list: [0], text: "x".repeat(2_000) }, output: [0], more: [[1]] }, [0], "text", null];
  const { steps: column } = pgTable("t", { steps: packedSteps("steps") });
  expect(column.mapFromDriverValue(packSteps(odd))).toEqual(odd);
});
