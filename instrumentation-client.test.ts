import { expect, it, vi } from "vitest";

it("tells zod, before it is loaded, not to make code of text: pages forbid it", async () => {
  vi.resetModules();
  await import("./instrumentation-client");
  const { config, z } = await import("zod");
  expect(config().jitless).toBe(true);
  expect(z.object({ a: z.string() }).safeParse({ a: 1 }).success).toBe(false);
});
