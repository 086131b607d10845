import type { LinkScope, LinkStore, RecordLink, ReviewAnswer } from "@/engine/interpreter/ports";

/** A LinkStore in memory, with what a test needs to see and to break. */
export interface MemoryLinks extends LinkStore {
  /** Links of a scope, by source key. */
  linksOf(scope: Pick<LinkScope, "sourceStream" | "targetStream">): ReadonlyMap<string, RecordLink>;
  /** Keys whose intent is open, whatever the scope. */
  openIntents(): string[];
  /** By source key, whatever the scope. */
  readonly given: Map<string, ReviewAnswer>;
  /** The process dies: nothing can be settled any more. */
  kill(): void;
  /** Another process begins: what was held is let go, intents are still open. */
  restart(): void;
}

type State = {
  isDead: boolean;
  links: Map<string, RecordLink>;
  intents: Map<string, string>;
  held: Map<string, { until: Promise<void>; release: () => void }>;
};

export function createMemoryLinks(): MemoryLinks {
  const given = new Map<string, ReviewAnswer>();
  const state: State = { isDead: false, links: new Map(), intents: new Map(), held: new Map() };
  const links: MemoryLinks = {
    load: async (scope, keys) => {
      const found = keys.map((key) => state.links.get(nameOf(scope, key)));
      return new Map(found.flatMap((link): [string, RecordLink][] => (link ? [[link.key, link]] : [])));
    },
    open: async (scope, intents) => {
      const known = new Map<string, string>();
      for (const { key, contentHash } of intents) {
        const name = nameOf(scope, key);
        await hold(state, name);
        const before = state.intents.get(name);
        if (before !== undefined) known.set(key, before);
        state.intents.set(name, before === undefined || before === contentHash ? contentHash : "");
      }
      return { before: known, links: await links.load(scope, [...new Set(intents.map(({ key }) => key))]) };
    },
    holders: async (scope, targetIds) => {
      const near = `${scope.owner}|`;
      const far = `|${scope.targetConnectionId}|${scope.targetStream}|`;
      const links = [...state.links].filter(([name]) => name.startsWith(near) && name.includes(far)).map(([, link]) => link);
      return new Map(links.filter(({ targetId }) => targetIds.includes(targetId)).map(({ targetId, key }) => [targetId, key]));
    },
    answers: async (_scope, keys) => new Map([...given].filter(([key]) => keys.includes(key))),
    given,
    settle: async (scope, results) => {
      if (state.isDead) throw new Error("killed");
      for (const result of results) {
        const { key, status } = result;
        const name = nameOf(scope, key);
        if (result.status === "linked") {
          const { targetId, targetRef, contentHash, data } = result;
          state.links.set(name, { key, targetId, targetRef, contentHash, data });
        }
        if (status !== "uncertain") state.intents.delete(name);
        letGo(state, name);
      }
    },
    linksOf: ({ sourceStream, targetStream }) =>
      new Map(
        [...state.links].flatMap(([name, link]): [string, RecordLink][] =>
          name.includes(`|${sourceStream}|`) && name.includes(`|${targetStream}|`) ? [[link.key, link]] : [],
        ),
      ),
    openIntents: () => [...state.intents.keys()].map((name) => name.slice(name.lastIndexOf("|") + 1)),
    kill: () => {
      state.isDead = true;
    },
    restart: () => {
      state.isDead = false;
      for (const name of [...state.held.keys()]) letGo(state, name);
    },
  };
  return links;
}

function nameOf({ owner, sourceStream, targetConnectionId, targetStream }: LinkScope, key: string): string {
  return `${owner}|${sourceStream}|${targetConnectionId}|${targetStream}|${key}`;
}

async function hold({ held }: State, name: string): Promise<void> {
  for (let holder = held.get(name); holder !== undefined; holder = held.get(name)) await holder.until;
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  held.set(name, { until, release });
}

function letGo({ held }: State, name: string): void {
  const holder = held.get(name);
  held.delete(name);
  holder?.release();
}
