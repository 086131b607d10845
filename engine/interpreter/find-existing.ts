import type { FindMatches } from "@/connectors/contract";
import type { BoundConnector } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";

export type Match = FindMatches["matches"][number];

/** One match rule filled in for one record: `{by: ["email"], values: {email: "a@b.fr"}}`. */
export interface MatchValues {
  readonly by: readonly string[];
  readonly values: JsonObject;
}

export interface FindTask {
  readonly key: string;
  readonly externalRef: string;
  readonly rules: readonly MatchValues[];
  /** What would be written: scopes a search by reference (the invoice a payment belongs to). */
  readonly record?: JsonObject;
}

export interface Found {
  readonly matches: readonly Match[];
  readonly by: "externalRef" | "rule";
}

/**
 * What the target has for each candidate: by external reference where the target keeps one, then by the rules in
 * order; the first that answers counts. One call per way of asking, whatever the number of candidates.
 * Keys without an answer are absent.
 */
export async function findExisting(input: {
  connector: BoundConnector;
  stream: string;
  candidates: readonly FindTask[];
  /** False: by the rules alone. */
  byReference?: boolean;
}): Promise<Map<string, Found>> {
  const { connector, stream, candidates, byReference = true } = input;
  const found = new Map<string, Found>();
  if (candidates.length === 0) return found;
  if (byReference && connector.idempotency === "externalRef") {
    const asked = candidates.map(({ key, externalRef, record }) => ({ key, externalRef, values: record ?? {} }));
    addMatches(found, "externalRef", await connector.find({ stream, by: "externalRef", candidates: asked }));
  }
  const rounds = Math.max(0, ...candidates.map(({ rules }) => rules.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const [by, asked] of byFields(candidates, round, found)) {
      const request = { stream, by, candidates: asked.map(({ key, externalRef, values }) => ({ key, externalRef, values })) };
      addMatches(found, "rule", await connector.find(request));
    }
  }
  return found;
}

/** Candidates still without an answer, grouped by the fields their rule of this round compares. */
function byFields(candidates: readonly FindTask[], round: number, found: ReadonlyMap<string, Found>) {
  const groups = new Map<string, [readonly string[], { key: string; externalRef: string; values: JsonObject }[]]>();
  for (const { key, externalRef, rules } of candidates) {
    const rule = rules[round];
    if (rule === undefined || found.has(key)) continue;
    const name = JSON.stringify(rule.by);
    const group = groups.get(name) ?? [rule.by, []];
    group[1].push({ key, externalRef, values: rule.values });
    groups.set(name, group);
  }
  return groups.values();
}

function addMatches(found: Map<string, Found>, by: Found["by"], answers: readonly FindMatches[]): void {
  for (const { key, matches } of answers) {
    if (matches.length > 0) found.set(key, { matches, by });
  }
}
