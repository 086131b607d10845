import type { MatchValues } from "@/engine/interpreter/find-existing";
import type { BoundConnector, LinkScope, NodeContext } from "@/engine/interpreter/ports";
import type { Item } from "@/engine/nodes/contract";
import type { Json, JsonObject } from "@/lib/core/json";
import { evaluateEach } from "./evaluate";
import { badResult, type Failure } from "./failures";
import type { Identity, MatchRule } from "./schemas";

/** Where links of this node live: of the record the flow reads, or of the one `identity` names. */
export function scopeOf(input: {
  ctx: NodeContext;
  connector: BoundConnector;
  targetStream: string;
  identity: Identity | undefined;
}): LinkScope {
  const { ctx, connector, targetStream, identity } = input;
  const [origin = ""] = ctx.sourceStream.split(":");
  const sourceStream = identity === undefined ? ctx.sourceStream : `${origin}:${identity.stream}`;
  return { owner: ctx.owner, sourceStream, targetConnectionId: connector.connectionId, targetStream };
}

export interface Keyed {
  readonly item: Item;
  readonly key: string;
}

/** The key of each item: its own, or what the expression gives. An item without a key fails: it could be written twice. */
export async function keyEach(ctx: NodeContext, expression: string | undefined, items: readonly Item[]) {
  if (expression === undefined) return { keyed: items.map((item): Keyed => ({ item, key: item.key })), failed: [] };
  const { done, failed } = await evaluateEach(ctx, expression, items);
  const keyed: Keyed[] = [];
  const refused: Failure[] = [];
  for (const { item, value } of done) {
    const key = keyText(value);
    if (key === "") refused.push({ item, error: badResult("the key of a record", value) });
    else keyed.push({ item, key });
  }
  return { keyed, failed: [...failed, ...refused] };
}

/** The rules filled in for each item; a rule with an empty value is passed over, so that nothing matches on nothing. */
export async function fillRules(ctx: NodeContext, rules: readonly MatchRule[], items: readonly Item[]) {
  const filled = new Map<Item, MatchValues[]>(items.map((item) => [item, []]));
  const failures = new Map<Item, Failure>();
  for (const rule of rules) {
    const values = new Map<Item, JsonObject>(items.map((item) => [item, {}]));
    for (const { field, value: expression } of rule.fields) {
      const { done, failed } = await evaluateEach(ctx, expression, items);
      for (const failure of failed) failures.set(failure.item, failure);
      for (const { item, value } of done) {
        const known = values.get(item);
        if (known && isFilled(value)) known[field] = value;
      }
    }
    const by = rule.fields.map(({ field }) => field);
    for (const [item, known] of values) {
      if (Object.keys(known).length === new Set(by).size) filled.get(item)?.push({ by, values: known });
    }
  }
  for (const item of failures.keys()) filled.delete(item);
  return { filled, failed: [...failures.values()] };
}

function isFilled(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && (typeof value !== "string" || value.trim() !== "");
}

function keyText(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
