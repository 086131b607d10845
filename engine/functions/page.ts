import { readArrived, runArrived } from "@/engine/functions/arrived";
import type { Arrived, FlowServices, OpenedPage, PageReceipt, PageRef } from "@/engine/functions/ports";
import type { NodeTrace } from "@/engine/interpreter/ports";
import { type ItemPage, readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import { OUT } from "@/engine/nodes/shared/handles";
import type { Json } from "@/lib/core/json";

type Open = Extract<OpenedPage, { state: "open" }>;

/**
 * One page, the durable unit: read from the ledger's cursor, taken through the graph, committed in one transaction.
 * A page that is done answers its receipt; one that was cut short is read again, which links and intents make harmless.
 */
export async function processPage(services: FlowServices, ref: PageRef): Promise<PageReceipt> {
  const opened = await services.openPage(ref);
  if (opened.state === "done") return opened.receipt;
  if (opened.state === "cancelled") return { page: ref.page, records: 0, last: true, stop: "cancelled", at: 0 };
  if (opened.arrived) return processArrived(services, { ref, opened, arrived: opened.arrived });
  const began = performance.now();
  const page = opened.keyPage ? await readKeys(opened, opened.keyPage) : await readNext(opened);
  const read = performance.now();
  const { outcomes, traces } = await runPage({ ...opened, items: page.items });
  const ran = performance.now();
  return services.commitPage({
    ref,
    outcomes,
    traces: [readTrace(opened, page.items.length, read - began), ...traces],
    planned: opened.planned,
    nextCursor: page.nextCursor,
    watermark: page.watermark,
    ...(opened.keyPage ? { askedKeys: opened.keyPage.keys } : {}),
    timings: { read: Math.round(read - began), run: Math.round(ran - read) },
  });
}

/** The same for events: what they bring is read from them, and they are done with the page. */
async function processArrived(
  services: FlowServices,
  { ref, opened, arrived }: { ref: PageRef; opened: Open; arrived: Arrived },
): Promise<PageReceipt> {
  const began = performance.now();
  const page = await readArrived(opened, arrived);
  const read = performance.now();
  const { outcomes, traces } = await runArrived(opened, page);
  const count = page.groups.reduce((sum, { items }) => sum + items.length, 0);
  const receipt = await services.commitPage({
    ref,
    outcomes: [...page.failed, ...outcomes],
    traces: [readTrace(opened, count, read - began), ...traces],
    planned: opened.planned,
    nextCursor: opened.keyPage ? opened.keyPage.next : page.more ? "more" : null,
    watermark: null,
    ...(opened.keyPage ? { askedKeys: opened.keyPage.keys } : { events: page.done }),
    timings: { read: Math.round(read - began), run: Math.round(performance.now() - read) },
  });
  return { ...receipt, burst: opened.keyPage === undefined };
}

/** What the driver brought counts as its own work: its card shows how many records it read. */
function readTrace({ driver }: Open, count: number, ms: number): NodeTrace {
  return { nodeId: driver.nodeId, in: count, out: { [OUT]: count }, failed: 0, ignored: 0, ms, counts: {} };
}

/** The page, read ahead if it was; the one after it is then read while this one is written. */
async function readNext(opened: Open): Promise<ItemPage> {
  const { driver, cursor, ahead } = opened;
  const kept = ahead.page;
  ahead.page = undefined;
  const isKept = kept?.nodeId === driver.nodeId && kept.cursor === JSON.stringify(cursor);
  const page = isKept ? await kept.read : await readPage(opened);
  // A limit counts what was committed, which the next page does not know yet.
  if (page.nextCursor === null || opened.limit !== undefined) return page;
  const read = readPage({ ...opened, cursor: page.nextCursor });
  ahead.page = { nodeId: driver.nodeId, cursor: JSON.stringify(page.nextCursor), read };
  // Its error is thrown to whoever asks for the page; nobody may.
  read.catch(() => undefined);
  return page;
}

/** Records by key make one page, however many answers the source needs for them. */
async function readKeys(opened: Open, keyPage: { keys: readonly string[]; next: Json | null }): Promise<ItemPage> {
  const items: Item[] = [];
  let cursor: Json | null = null;
  if (keyPage.keys.length > 0) {
    do {
      const part: ItemPage = await readPage({ ...opened, cursor, since: null, keys: keyPage.keys });
      items.push(...part.items);
      cursor = part.nextCursor;
    } while (cursor !== null);
  }
  return { items, nextCursor: keyPage.next, watermark: null };
}
