"use client";

import { useEffect, useState } from "react";
import type { Cost, SimulatedRecord, Snapshot } from "@/components/simulation/types";

const LOOK_MS = 700;
/** What replies are checked with; not part of the first script of the page. */
const loadShapes = () => import("@/components/simulation/shapes");

export type LiveSimulation = {
  readonly snapshot: Snapshot;
  readonly isOpen: boolean;
  readonly records: readonly SimulatedRecord[];
  /** Null until it is over and has been asked. */
  readonly cost: Cost | null;
  /** The server does not answer; it is asked again. */
  readonly isCut: boolean;
};

const isGoing = ({ status }: Snapshot) => status === "queued" || status === "running";

/** The simulation as it goes on: its counts, its records as pages are done, and at its end what a run would cost. */
export function useSimulation(first: Snapshot): LiveSimulation {
  const [snapshot, setSnapshot] = useState(first);
  const [records, setRecords] = useState<readonly SimulatedRecord[]>([]);
  const [cost, setCost] = useState<Cost | null>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const leave = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let known = 0;
    const look = async () => {
      try {
        const { SnapshotSchema, RecordsSchema, CostSchema } = await loadShapes();
        const now = SnapshotSchema.parse(await read(`/api/v1/simulations/${first.id}`, leave.signal));
        if (now.counts.total !== known) {
          const url = `/api/v1/simulations/${first.id}/records?limit=500`;
          const { data } = RecordsSchema.parse(await read(url, leave.signal));
          known = data.length;
          setRecords(data);
        }
        setSnapshot(now);
        setCut(false);
        if (isGoing(now)) timer = setTimeout(look, LOOK_MS);
        else setCost(CostSchema.parse(await read(`/api/v1/simulations/${first.id}/cost`, leave.signal)));
      } catch {
        if (leave.signal.aborted) return;
        setCut(true);
        timer = setTimeout(look, LOOK_MS * 4);
      }
    };
    void look();
    return () => {
      leave.abort();
      clearTimeout(timer);
    };
  }, [first.id]);
  return { snapshot, isOpen: isGoing(snapshot), records, cost, isCut };
}

export async function read(url: string, signal: AbortSignal): Promise<unknown> {
  const reply = await fetch(url, { signal });
  if (!reply.ok) throw new Error(`${reply.status}`);
  return reply.json();
}
