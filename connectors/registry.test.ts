import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CONNECTORS } from "@/connectors/registry";

const root = fileURLToPath(new URL(".", import.meta.url));
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${root}/${entry.name}/spec.ts`))
  .map((entry) => entry.name)
  .sort();

describe("registry", () => {
  it("names every connector folder, and nothing else", () => {
    expect(Object.keys(CONNECTORS).sort()).toEqual(folders);
  });

  it.each(Object.entries(CONNECTORS))("%s goes by the id of its spec", (id, connector) => {
    expect(connector.spec.id).toBe(id);
  });
});
