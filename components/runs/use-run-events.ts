"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { RunView, Snapshot } from "@/components/runs/types";

export type LiveRun = {
  readonly snapshot: Snapshot;
  readonly isOver: boolean;
  /** The line to the server is down: the browser tries again by itself. */
  readonly isCut: boolean;
};

export const isOver = ({ run }: Snapshot): boolean => run.status !== "queued" && run.status !== "running";

/** The run as it stands, told by the server at each change until it is over. */
export function useRunEvents({ id, snapshot: loaded }: Pick<RunView, "id" | "snapshot">): LiveRun {
  const router = useRouter();
  const [told, setTold] = useState<Snapshot | null>(null);
  const [isCut, setCut] = useState(false);
  // The page is read again when the run is over or resumed: from then on that reading is the newer one.
  const ended = isOver(loaded);
  useEffect(() => {
    setTold(null);
    if (ended) return;
    let isLeft = false;
    const events = new EventSource(`/api/v1/runs/${id}/events`);
    events.addEventListener("open", () => setCut(false));
    events.addEventListener("error", () => setCut(true));
    events.addEventListener("run", async (event: MessageEvent<string>) => {
      const { SnapshotSchema } = await import("@/components/runs/shapes");
      if (isLeft) return;
      const next = SnapshotSchema.parse(JSON.parse(event.data));
      setTold(next);
      if (!isOver(next)) return;
      events.close();
      setCut(false);
      router.refresh();
    });
    return () => {
      isLeft = true;
      events.close();
    };
  }, [id, ended, router]);
  const snapshot = ended ? loaded : (told ?? loaded);
  return { snapshot, isOver: isOver(snapshot), isCut };
}
