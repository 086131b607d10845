import type { FindMatches, FindRequest } from "@/connectors/contract";
import type { BoundConnector, LinkScope, LinkStore, NodeContext, RecordLink } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json } from "@/lib/core/json";

export interface TryWorld {
  /** Nothing can be written through it, whatever a node does; what was planned through it is known to later pages. */
  readonly ctx: NodeContext;
  /**
   * From now on these records of the stream count as never written, and what was written for them as not there. Children
   * of a split (`7#2`) follow their record.
   */
  treatAsNew(sourceStream: string, keys: readonly string[]): void;
}

/** Throws for a live context. Target records that a simulation would have created by now are found like real ones. */
export function createTryWorld(ctx: NodeContext, plan: NodeContext["plan"]): TryWorld {
  if (ctx.mode === "live") throw refusal("a trial needs a context that is not live");
  const memory = new TryMemory();
  return {
    ctx: {
      ...ctx,
      plan,
      connector: async (ref) => readOnly(await ctx.connector(ref), memory),
      links: readOnlyLinks(ctx.links, memory),
    },
    treatAsNew: (sourceStream, keys) => memory.treatAsNew(sourceStream, keys),
  };
}

type Planned = { readonly link: RecordLink; readonly isNew: boolean };

/** What a simulation knows that the store does not. */
class TryMemory {
  /** By scope, then by source key. */
  readonly #links = new Map<string, Map<string, Planned>>();
  /** Source streams with the keys that count as new. */
  readonly #fresh = new Map<string, Set<string>>();
  /** Targets of the links that are not to be seen: `connection/stream/id`. */
  readonly #hidden = new Set<string>();

  treatAsNew(sourceStream: string, keys: readonly string[]): void {
    const known = this.#fresh.get(sourceStream) ?? new Set();
    for (const key of keys) known.add(key);
    this.#fresh.set(sourceStream, known);
  }

  remember(scope: LinkScope, links: readonly RecordLink[], isNew: boolean): void {
    const name = nameOf(scope);
    const known = this.#links.get(name) ?? new Map<string, Planned>();
    for (const link of links) known.set(link.key, { link, isNew: isNew || known.get(link.key)?.isNew === true });
    this.#links.set(name, known);
  }

  merge(scope: LinkScope, stored: ReadonlyMap<string, RecordLink>, keys: readonly string[]): Map<string, RecordLink> {
    const known = this.#links.get(nameOf(scope));
    const merged = new Map<string, RecordLink>();
    for (const key of keys) {
      const own = stored.get(key);
      const isFresh = this.#isFresh(scope, key);
      if (own && isFresh) this.#hidden.add(placeOf(scope.targetConnectionId, scope.targetStream, own.targetId));
      const link = known?.get(key)?.link ?? (isFresh ? undefined : own);
      if (link) merged.set(key, link);
    }
    return merged;
  }

  holders(scope: LinkScope, targetIds: readonly string[], stored: ReadonlyMap<string, string>): Map<string, string> {
    const holders = new Map([...stored].filter(([, key]) => !this.#isFresh(scope, key)));
    const asked = new Set(targetIds);
    for (const [key, { link }] of this.#links.get(nameOf(scope)) ?? []) {
      if (asked.has(link.targetId)) holders.set(link.targetId, key);
    }
    return holders;
  }

  /** Without what counts as not there; where the target has nothing, what the simulation would have created. */
  complete(connectionId: string, { stream, by, candidates }: FindRequest, answers: readonly FindMatches[]): FindMatches[] {
    const byKey = new Map(answers.map((answer) => [answer.key, answer.matches]));
    return candidates.map(({ key, values }) => {
      const seen = (byKey.get(key) ?? []).filter(({ id }) => !this.#hidden.has(placeOf(connectionId, stream, id)));
      if (seen.length > 0 || by === "externalRef") return { key, matches: seen };
      return { key, matches: this.#plannedLike({ connectionId, stream, by }, values) };
    });
  }

  #plannedLike(
    asked: { connectionId: string; stream: string; by: readonly string[] },
    values: FindRequest["candidates"][number]["values"],
  ): FindMatches["matches"] {
    const { connectionId, stream, by } = asked;
    const found = new Map<string, FindMatches["matches"][number]>();
    for (const [name, links] of this.#links) {
      if (!name.endsWith(suffixOf(connectionId, stream))) continue;
      for (const { link, isNew } of links.values()) {
        if (!isNew || !by.every((field) => sameText(link.data[field], values[field]))) continue;
        found.set(link.targetId, { id: link.targetId, ref: link.targetRef, data: link.data });
      }
    }
    return [...found.values()];
  }

  #isFresh({ sourceStream }: Pick<LinkScope, "sourceStream">, key: string): boolean {
    return this.#fresh.get(sourceStream)?.has(key.split("#", 1)[0] ?? key) === true;
  }
}

function nameOf({ owner, sourceStream, targetConnectionId, targetStream }: LinkScope): string {
  return `${owner} ${sourceStream}${suffixOf(targetConnectionId, targetStream)}`;
}

function suffixOf(connectionId: string, stream: string): string {
  return ` ${connectionId} ${stream}`;
}

function placeOf(connectionId: string, stream: string, id: string): string {
  return `${connectionId}/${stream}/${id}`;
}

/** As a person would compare a natural key; an empty value is like nothing. */
function sameText(value: Json | undefined, other: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || isJsonObject(value) || Array.isArray(value)) return false;
  return String(value).trim().toLowerCase() === String(other).trim().toLowerCase();
}

function readOnly(connector: BoundConnector, memory: TryMemory): BoundConnector {
  const { connectionId, connectorId, title, pageSize, parallelWrites, writeBatch, idempotency, repeatable } = connector;
  const { arithmetic, changeField } = connector;
  return {
    ...{ connectionId, connectorId, title, pageSize, parallelWrites, writeBatch, idempotency, repeatable },
    ...(arithmetic ? { arithmetic } : {}),
    ...(changeField ? { changeField } : {}),
    read: (request) => connector.read(request),
    find: async (request) => memory.complete(connectionId, request, await connector.find(request)),
    lookup: (request) => connector.lookup(request),
    requests: () => connector.requests(),
    write: () => Promise.reject(refusal("a trial writes nothing")),
    action: () => Promise.reject(refusal("a trial does nothing")),
  };
}

function readOnlyLinks(links: LinkStore, memory: TryMemory): LinkStore {
  return {
    load: async (scope, keys) => memory.merge(scope, await links.load(scope, keys), keys),
    holders: async (scope, targetIds) => memory.holders(scope, targetIds, await links.holders(scope, targetIds)),
    answers: (scope, keys) => links.answers(scope, keys),
    open: () => Promise.reject(refusal("a trial opens no intent")),
    settle: () => Promise.reject(refusal("a trial settles nothing")),
    remember: (scope, planned) => {
      for (const { link, isNew } of planned) memory.remember(scope, [link], isNew);
    },
  };
}

function refusal(message: string): AppError {
  return new AppError({ code: "system.unexpected", category: "system", message });
}
