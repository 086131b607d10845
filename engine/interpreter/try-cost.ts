/** A system that takes part, with the requests its side of the simulation has cost. */
export interface CostSide {
  readonly connectionId: string;
  readonly title: string;
  /** Sent while simulating: all of them reads. */
  readonly requests: number;
  /** Records one call may write. */
  readonly writeBatch: number;
}

export interface SideCost {
  readonly connectionId: string;
  readonly title: string;
  readonly reads: number;
  readonly writes: number;
}

/**
 * Requests a real run of these records would send: what reading and asking cost in the simulation, in proportion where
 * only some of the records are run, and one call for each write or batch of writes. An estimate: a connector may need
 * several calls for one write, or fewer questions.
 */
export function costOf(input: {
  sides: readonly CostSide[];
  /** Of the simulation; `chosen` says which of them would be run. */
  records: readonly { key: string; writes: readonly { nodeId: string; stream: string; outcome: string }[] }[];
  chosen: ReadonlySet<string>;
  /** Connection a node writes to. */
  connectionOf: (nodeId: string) => string | undefined;
}): SideCost[] {
  const { sides, records, chosen, connectionOf } = input;
  const share = records.length === 0 ? 0 : chosen.size / records.length;
  const calls = new Map<string, number>();
  for (const { key, writes } of records) {
    if (!chosen.has(key)) continue;
    for (const { nodeId, outcome, stream } of writes) {
      const connectionId = connectionOf(nodeId);
      if (connectionId === undefined || (outcome !== "created" && outcome !== "updated")) continue;
      const batch = stream.startsWith("action:")
        ? 1
        : (sides.find((side) => side.connectionId === connectionId)?.writeBatch ?? 1);
      calls.set(connectionId, (calls.get(connectionId) ?? 0) + 1 / batch);
    }
  }
  return sides.map(({ connectionId, title, requests }) => ({
    ...{ connectionId, title },
    reads: Math.ceil(requests * share),
    writes: Math.ceil(calls.get(connectionId) ?? 0),
  }));
}
