import type { SourceRecord } from "@/connectors/contract";
import type { BoundConnector } from "@/engine/interpreter/ports";
import type { Json } from "@/lib/core/json";

/** Ids asked for at once: what fits an address line of any system. */
const IDS_PER_READ = 100;

export async function readByIds(
  connector: BoundConnector,
  stream: string,
  ids: readonly string[],
  include?: readonly string[],
): Promise<SourceRecord[]> {
  const found: SourceRecord[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_READ) {
    const keys = ids.slice(start, start + IDS_PER_READ);
    let cursor: Json | null = null;
    do {
      const page = await connector.read({
        stream,
        cursor,
        pageSize: connector.pageSize,
        since: null,
        keys,
        ...(include ? { include } : {}),
      });
      found.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  return found;
}
