import type { PlanStep } from "@/engine/interpreter/plan";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { truncateRecord } from "@/engine/interpreter/truncate";
import type { IgnoreReason, Item, ItemLink, NodeResult, ReviewQuestion } from "@/engine/nodes/contract";
import { linkJson } from "@/engine/nodes/shared/evaluate";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

type Target = RecordOutcome["targets"][number];
type Step = { readonly nodeId: string; readonly input: Item; readonly outputs: readonly Item[] };
/** What went into a node and came out of it: steps of single records are made of it at the end, for few of them. */
type Pass = { readonly nodeId: string; readonly arrived: readonly Item[]; readonly emitted: readonly Item[] };

type Entry = {
  readonly key: string;
  readonly label: string;
  readonly sampled: boolean;
  readonly targets: Target[];
  failed?: { readonly nodeId: string; readonly error: ErrorInfo };
  review?: { readonly nodeId: string; readonly question: ReviewQuestion };
  ignored?: { readonly nodeId: string; readonly reason: IgnoreReason };
};

/** In place of an entry that is not there. */
const NOBODY: Entry = { key: "", label: "", sampled: false, targets: [] };

/** What became of each record of a page, gathered node by node; children of a split count for the record they come from. */
export class PageLedger {
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Nodes at which an item failed or was sent to review, by item key. */
  readonly #halted = new Map<string, Set<string>>();
  readonly #seenLinks = new Set<ItemLink>();
  readonly #passes: Pass[] = [];

  constructor(items: readonly Item[], samples: number) {
    const entries = new Map<string, Entry>();
    for (const [index, { key, label }] of items.entries())
      entries.set(key, { key, label, sampled: index < samples, targets: [] });
    this.#entries = entries;
  }

  record({ node }: PlanStep, arrived: readonly Item[], result: NodeResult): void {
    const emitted = Object.values(result.emit).flat();
    for (const item of emitted) this.#recordLinks(item);
    for (const { item, error } of result.failed ?? []) this.#recordFailure(item, node.id, error);
    for (const { item, question } of result.review ?? []) this.#recordReview(item, node.id, question);
    for (const { item, reason } of result.ignored ?? []) this.noteIgnored(node.id, [item], reason);
    this.#passes.push({ nodeId: node.id, arrived, emitted });
    for (const item of forgottenItems(arrived, emitted, result)) this.#recordFailure(item, node.id, passedOver(node.id));
  }

  /** The first reason is kept; it shows only if nothing was written for the record. */
  noteIgnored(nodeId: string, items: readonly Item[], reason: IgnoreReason): void {
    for (const item of items) {
      const entry = this.#entryOf(item);
      if (entry) entry.ignored ??= { nodeId, reason };
    }
  }

  /** It failed or waits for a person at a node this one comes after: by whichever way it arrives, it stops. */
  isHalted(item: Item, ancestors: ReadonlySet<string>): boolean {
    if (this.#halted.size === 0) return false;
    return keysUp(item.key).some((key) => [...(this.#halted.get(key) ?? [])].some((nodeId) => ancestors.has(nodeId)));
  }

  outcomes(): RecordOutcome[] {
    const entries = [...this.#entries.values()];
    const steps = this.#stepsOf(new Set(entries.filter(keepsSteps)));
    return entries.map((entry) => outcomeOf(entry, steps.get(entry) ?? []));
  }

  #entryOf(item: Item): Entry | undefined {
    const own = this.#entries.get(item.key);
    if (own !== undefined) return own;
    for (const key of keysUp(item.key)) {
      const entry = this.#entries.get(key);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  #recordLinks(item: Item): void {
    for (const alias in item.links) {
      const link = item.links[alias];
      if (link === undefined || this.#seenLinks.has(link)) continue;
      this.#seenLinks.add(link);
      const { id, ref, stream, outcome } = link;
      if (outcome !== "found") this.#entryOf(item)?.targets.push({ alias, stream, id, ref, outcome });
    }
  }

  /** In the order of the nodes. */
  #stepsOf(kept: ReadonlySet<Entry>): Map<Entry, Step[]> {
    const steps = new Map<Entry, Step[]>([...kept].map((entry) => [entry, []]));
    if (kept.size === 0) return steps;
    for (const { nodeId, arrived, emitted } of this.#passes) {
      const outputs = new Map<string, Item[]>();
      for (const item of emitted) {
        if (!steps.has(this.#entryOf(item) ?? NOBODY)) continue;
        for (const key of keysUp(item.key)) outputs.set(key, [...(outputs.get(key) ?? []), item]);
      }
      for (const input of arrived) {
        steps.get(this.#entryOf(input) ?? NOBODY)?.push({ nodeId, input, outputs: outputs.get(input.key) ?? [] });
      }
    }
    return steps;
  }

  #recordFailure(item: Item, nodeId: string, error: ErrorInfo): void {
    this.#halt(item, nodeId);
    const entry = this.#entryOf(item);
    if (entry) entry.failed ??= { nodeId, error };
  }

  #recordReview(item: Item, nodeId: string, question: ReviewQuestion): void {
    this.#halt(item, nodeId);
    const entry = this.#entryOf(item);
    if (entry) entry.review ??= { nodeId, question };
  }

  #halt(item: Item, nodeId: string): void {
    this.#halted.set(item.key, (this.#halted.get(item.key) ?? new Set()).add(nodeId));
  }
}

const NO_STEPS: RecordOutcome["steps"] = [];
/** The strongest first: what a record became is that of its links. */
const WRITTEN = ["created", "updated", "unchanged"] as const;

/** `7#2#1` → `7#2#1`, `7#2`, `7`: an item and the items it was split from. */
function keysUp(key: string): string[] {
  const keys = [key];
  if (!key.includes("#")) return keys;
  for (let cut = key.lastIndexOf("#"); cut > 0; cut = key.lastIndexOf("#", cut - 1)) keys.push(key.slice(0, cut));
  return keys;
}

function keepsSteps({ sampled, failed, review }: Entry): boolean {
  return sampled || failed !== undefined || review !== undefined;
}

function outcomeOf({ key, label, targets, failed, review, ignored }: Entry, steps: readonly Step[]): RecordOutcome {
  const common = { key, label, targets, steps: steps.length === 0 ? NO_STEPS : stepsOf(steps) };
  if (failed) return { ...common, outcome: "failed", nodeId: failed.nodeId, error: failed.error };
  if (review) return { ...common, outcome: "review", nodeId: review.nodeId, review: questionJson(review.question) };
  for (const outcome of WRITTEN) {
    for (const target of targets) if (target.outcome === outcome) return { ...common, outcome };
  }
  if (ignored) return { ...common, outcome: "ignored", nodeId: ignored.nodeId, reason: { ...ignored.reason } };
  return { ...common, outcome: "ignored", reason: { code: "nothingToDo" } };
}

/** What passes unchanged is one object, in and out of every step: it is cut once, and stored once. */
function stepsOf(steps: readonly Step[]): RecordOutcome["steps"] {
  const shown = new Map<JsonObject, JsonObject>();
  const show = (data: JsonObject): JsonObject => {
    const sample = shown.get(data) ?? truncateRecord(data);
    shown.set(data, sample);
    return sample;
  };
  return steps.map(({ nodeId, input, outputs }) => {
    const [only] = outputs;
    const isSplit = outputs.length > 1 || only?.key !== input.key;
    const output = only === undefined ? null : show(isSplit ? childrenOf(outputs) : changeOf(input, only));
    return { nodeId, input: show(input.data), output };
  });
}

/** What a node made of an item: its data when they changed, else the links it added. */
export function changeOf(input: Item, output: Item): JsonObject {
  if (output.data !== input.data) return output.data;
  const added = Object.entries(output.links).filter(([alias, link]) => input.links[alias] !== link);
  if (added.length === 0) return output.data;
  return { $links: Object.fromEntries(added.map(([alias, link]) => [alias, linkJson(link)])) };
}

function childrenOf(outputs: readonly Item[]): JsonObject {
  return Object.fromEntries(outputs.map((item) => [item.key, item.data]));
}

function questionJson({ stream, candidates, record, reason, link }: ReviewQuestion): JsonObject {
  return {
    stream,
    reason,
    record,
    link: { ...link },
    candidates: candidates.map(({ id, label, data, linkedTo }) => ({
      id,
      label,
      ...(data ? { data } : {}),
      ...(linkedTo === undefined ? {} : { linkedTo }),
    })),
  };
}

function forgottenItems(arrived: readonly Item[], emitted: readonly Item[], result: NodeResult): Item[] {
  const known = new Set<string>();
  for (const { key } of emitted) {
    if (!key.includes("#")) known.add(key);
    else for (const up of keysUp(key)) known.add(up);
  }
  for (const verdicts of [result.failed, result.ignored, result.review]) {
    for (const { item } of verdicts ?? []) known.add(item.key);
  }
  return arrived.filter((item) => !known.has(item.key));
}

function passedOver(nodeId: string): ErrorInfo {
  return { code: "system.unexpected", category: "system", message: `node ${nodeId} lost the record`, details: { nodeId } };
}
