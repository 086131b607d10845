"use client";

import { useEffect, useState } from "react";
import type { RecordDetail } from "@/components/runs/types";

/** One record with its steps; `undefined` while it is read. */
export function useRecord(runId: string, seq: number): { record: RecordDetail | undefined; isFailed: boolean } {
  const url = `/api/v1/runs/${runId}/records/${seq}`;
  const [read, setRead] = useState<{ url: string; record: RecordDetail | null }>();
  useEffect(() => {
    const leave = new AbortController();
    const load = async () => {
      const reply = await fetch(url, { signal: leave.signal });
      if (!reply.ok) throw new Error(`${reply.status}`);
      const { RecordDetailSchema } = await import("@/components/runs/shapes");
      setRead({ url, record: RecordDetailSchema.parse(await reply.json()) });
    };
    load().catch(() => {
      if (!leave.signal.aborted) setRead({ url, record: null });
    });
    return () => leave.abort();
  }, [url]);
  const own = read?.url === url ? read : undefined;
  return { record: own?.record ?? undefined, isFailed: own?.record === null };
}
