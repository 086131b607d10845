import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { expressionsOf } from "@/engine/document/validation/context";

/** Every expression of every flow of the templates, by the field that holds it. */
export function templateExpressions(): { flow: string; node: string; path: string; text: string }[] {
  return readdirSync("templates", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => flowFiles(join("templates", name, "flows")))
    .flatMap((file) => {
      const { nodes } = FlowDocumentSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      return nodes.flatMap((node) => expressionsOf(node).map((each) => ({ flow: file, node: node.id, ...each })));
    });
}

function flowFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
