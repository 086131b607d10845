import { Session } from "node:inspector/promises";

/** First match wins; a frame of Node itself counts for whoever called it. */
const LAYERS: readonly (readonly [string, RegExp])[] = [
  ["connectors: requests, JSON, XML", /\/connectors\/|\/undici\/|scripts\/bench\/stub\//],
  ["mapping: expressions", /\/engine\/mapping\/|\/jsonata\//],
  ["interpreter, nodes, hashes", /\/engine\/(interpreter|nodes|money|document)\/|\/lib\/core\//],
  ["store: statements and their text", /\/db\/|\/drizzle-orm\/|\/postgres\/|\/flow-services\//],
  ["executor, functions, Inngest", /\/engine\/(executor|functions)\/|\/inngest\/|\/scripts\/bench\//],
];
const GC = "memory (garbage collection)";
const OTHER = "other";

/** Beside this process's layers: the processes of Postgres. */
export const POSTGRES = "Postgres itself";

/** Processor milliseconds of this process by layer, idle time left out. */
export type Layers = Readonly<Record<string, number>>;

/** Runs a task under the profiler, which slows it: its duration means nothing. */
export async function profileLayers(task: () => Promise<unknown>): Promise<Layers> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await task();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const layerOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { functionName = "", url = "" } = nodes.get(at)?.callFrame ?? {};
      if (functionName === "(garbage collector)") return GC;
      const found = LAYERS.find(([, path]) => path.test(url));
      if (found) return found[0];
    }
    return OTHER;
  };
  const layers: Record<string, number> = {};
  for (const [index, id] of (profile.samples ?? []).entries()) {
    if (nodes.get(id)?.callFrame.functionName === "(idle)") continue;
    const name = layerOf(id);
    layers[name] = (layers[name] ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1_000;
  }
  return layers;
}
