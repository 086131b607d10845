import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One recorded request and the real system's answer, in the recorder's own form until the system's adapter reads it. */
export interface Recording {
  /** File name without `.json`, which orders the recordings. */
  readonly name: string;
  readonly content: unknown;
}

export interface Exchange {
  readonly name: string;
  /** Group for the agreement table: `list json`, `create`, `error`… */
  readonly kind: string;
  readonly method: string;
  /** Path with its query, as recorded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly answer: Answer;
  /** Why this exchange cannot be replayed; absent = it is. */
  readonly skip?: string;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a system's adapter offers; everything else is the same for all of them. */
export interface ConformanceSystem {
  /** Folder of its recordings and name in the report. */
  readonly system: string;
  read(recordings: readonly Recording[]): Exchange[];
  /** Starts the sandbox in the state the recordings began in. */
  start(exchanges: readonly Exchange[]): Promise<Replay>;
  /** Differences in words, empty = the sandbox answers as the real system did. */
  compare(exchange: Exchange, answer: Answer): string[];
}

export interface Replay {
  readonly url: string;
  /** Request headers to add or replace (the sandbox's own key in place of the masked one). */
  prepare?(exchange: Exchange): { target?: string; headers?: Record<string, string> } | undefined;
  /** Before each replayed exchange, in order: settings that the recorder changed by other means than the API. */
  before?(exchange: Exchange): void;
  /** After each replayed exchange: learn ids the sandbox chose itself, for later requests. */
  after?(exchange: Exchange, answer: Answer): void;
  close(): Promise<void>;
}

export interface Disagreement {
  readonly name: string;
  readonly kind: string;
  readonly request: string;
  readonly differences: readonly string[];
}

export interface ConformanceReport {
  readonly system: string;
  readonly exchanges: number;
  readonly replayed: number;
  readonly agree: number;
  readonly skipped: number;
  readonly kinds: Readonly<Record<string, { replayed: number; agree: number }>>;
  readonly skips: Readonly<Record<string, number>>;
  readonly disagreements: readonly Disagreement[];
}

/** The recordings of a system, in order; undefined when the folder is not there. */
export function loadRecordings(folder: string, system: string): Recording[] | undefined {
  const path = join(folder, system);
  if (!existsSync(path)) return undefined;
  return readdirSync(path)
    .filter((file) => /^\d.*\.json$/.test(file))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), content: JSON.parse(readFileSync(join(path, file), "utf8")) as unknown }));
}

/** Replays every recording in order, one request at a time; undefined when the recordings are not there. */
export async function runConformance(system: ConformanceSystem, folder: string): Promise<ConformanceReport | undefined> {
  const recordings = loadRecordings(folder, system.system);
  if (!recordings) return undefined;
  const exchanges = system.read(recordings);
  const replay = await system.start(exchanges);
  const kinds: Record<string, { replayed: number; agree: number }> = {};
  const skips: Record<string, number> = {};
  const disagreements: Disagreement[] = [];
  try {
    for (const exchange of exchanges) {
      if (exchange.skip !== undefined) {
        skips[exchange.skip] = (skips[exchange.skip] ?? 0) + 1;
        continue;
      }
      const differences = await replayOne(system, replay, exchange);
      kinds[exchange.kind] ??= { replayed: 0, agree: 0 };
      const kind = kinds[exchange.kind];
      if (!kind) continue;
      kind.replayed += 1;
      if (differences.length === 0) kind.agree += 1;
      else
        disagreements.push({
          name: exchange.name,
          kind: exchange.kind,
          request: `${exchange.method} ${exchange.target}`,
          differences,
        });
    }
  } finally {
    await replay.close();
  }
  const replayed = Object.values(kinds).reduce((sum, kind) => sum + kind.replayed, 0);
  return {
    system: system.system,
    exchanges: exchanges.length,
    replayed,
    agree: replayed - disagreements.length,
    skipped: exchanges.length - replayed,
    kinds,
    skips,
    disagreements,
  };
}

async function replayOne(system: ConformanceSystem, replay: Replay, exchange: Exchange): Promise<string[]> {
  replay.before?.(exchange);
  const prepared = replay.prepare?.(exchange);
  const response = await fetch(replay.url + (prepared?.target ?? exchange.target), {
    method: exchange.method,
    headers: { ...exchange.headers, ...prepared?.headers },
    body: exchange.body === null ? null : typeof exchange.body === "string" ? exchange.body : new Uint8Array(exchange.body),
    redirect: "manual",
  });
  const answer: Answer = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
  replay.after?.(exchange, answer);
  return system.compare(exchange, answer);
}
