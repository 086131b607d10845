import jsonata from "jsonata";

/** Names an expression uses, each once. */
export interface ExpressionReferences {
  /** Aliases in `$links.alias`. */
  readonly links: readonly string[];
  /** Keys in `$settings.key`. */
  readonly settings: readonly string[];
  /** Tables in `$map('table', …)` and `$lookupTable('table', …)`. */
  readonly tables: readonly string[];
}

/** What an expression refers to, as far as its text tells; nothing for one that does not parse. Browser-safe. */
export function referencesOf(text: string): ExpressionReferences {
  const found = { links: new Set<string>(), settings: new Set<string>(), tables: new Set<string>() };
  try {
    collect(jsonata(text).ast(), found);
  } catch {
    // Said elsewhere, with its position: here there is nothing to refer to.
  }
  return { links: [...found.links], settings: [...found.settings], tables: [...found.tables] };
}

type Found = { links: Set<string>; settings: Set<string>; tables: Set<string> };

function collect(node: unknown, found: Found): void {
  if (Array.isArray(node)) {
    for (const part of node) collect(part, found);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  if (isNode(node)) notePath(node, found);
  for (const part of Object.values(node)) collect(part, found);
}

type Node = { type: string; value?: unknown; steps?: Node[]; procedure?: Node; arguments?: Node[] };

function isNode(value: object): value is Node {
  return "type" in value && typeof value.type === "string";
}

function notePath(node: Node, found: Found): void {
  if (node.type === "path") {
    const [root, member] = node.steps ?? [];
    if (root?.type !== "variable" || member?.type !== "name" || typeof member.value !== "string") return;
    if (root.value === "links") found.links.add(member.value);
    if (root.value === "settings") found.settings.add(member.value);
  }
  if (node.type === "function") {
    const name = node.procedure?.value ?? node.procedure?.steps?.[0]?.value;
    const [table] = node.arguments ?? [];
    const isTable = (name === "map" || name === "lookupTable") && table?.type === "string";
    if (isTable && typeof table.value === "string") found.tables.add(table.value);
  }
}
