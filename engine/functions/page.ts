import { readArrived, runArrived } from "@/engine/functions/arrived";
import type { Arrived, BegunRun, FlowServices, KeyPage, OpenedPage, PageReceipt, PageRef } from "@/engine/functions/ports";
import { Passage } from "@/engine/interpreter/passage";
import type { NodeTrace } from "@/engine/interpreter/ports";
import { type ItemPage, readPage } from "@/engine/interpreter/read-page";
import { type PageResult, runPage } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import { OUT } from "@/engine/nodes/shared/handles";
import { canonicalJson, type Json } from "@/lib/core/json";

type Open = Extract<OpenedPage, { state: "open" }>;
type PageServices = Pick<FlowServices, "openPage" | "commitPage">;

/**
 * One page, the durable unit: read from the ledger's cursor, taken through the graph, committed in one transaction.
 * A page that is done answers its receipt; one that was cut short is read again, which links and intents make harmless.
 * `goesOn`: the caller asks for the next page right after this one, which may then begin before this one is committed.
 */
export async function processPage(services: PageServices, ref: PageRef, { goesOn }: { goesOn: boolean }): Promise<PageReceipt> {
  const opened = await services.openPage(ref);
  if (opened.state === "done") return { ...opened.receipt, burst: true };
  if (opened.state !== "open") return { page: ref.page, records: 0, last: true, stop: opened.state, at: 0 };
  if (opened.arrived) return processArrived(services, { ref, opened, arrived: opened.arrived });
  const began = performance.now();
  const { page, run: kept } = opened.keyPage ? await readKeys(opened, opened.keyPage) : await readNext(opened);
  const run = kept ?? begin(opened, page.items);
  const read = performance.now();
  if (goesOn) beginNext(opened, run);
  const { outcomes, traces } = await finish(opened, run);
  const ran = performance.now();
  const receipt = await services.commitPage({
    ref,
    outcomes,
    items: page.items,
    traces: [readTrace(opened, page.items.length, read - began), ...traces],
    planned: opened.planned,
    nextCursor: page.nextCursor,
    watermark: page.watermark,
    ...(opened.keyPage ? { askedKeys: opened.keyPage.keys } : {}),
    timings: { read: Math.round(read - began), run: Math.round(ran - read) },
  });
  return { ...receipt, burst: true };
}

type Start = { readonly samples?: number; readonly before?: Passage };

function begin(opened: Open, items: readonly Item[] | Promise<readonly Item[]>, start: Start = {}): BegunRun {
  const passage = new Passage();
  const result = Promise.resolve(items).then((read) => runPage({ ...opened, ...start, items: read, passage }));
  // Thrown to whoever asks for the page; nobody may.
  result.catch(() => undefined);
  return { passage, result, stop: () => start.before?.fail() };
}

/**
 * The next page follows this one through the graph, a step behind: one is mapped while the other waits for the target.
 * Not where nothing may be written after this page: a run that stops at a failure. Not where the plan of a page is told
 * to the page itself.
 */
function beginNext(opened: Open, { passage: before }: BegunRun): void {
  const { page } = opened.ahead;
  const mayStop =
    opened.plan.settings.maxFailures !== undefined || opened.driver.steps.some(({ node }) => node.onError === "stopRun");
  if (page === undefined || mayStop || opened.ctx.mode !== "live") return;
  const items = page.read.then((read) => read.items);
  page.run ??= begin(opened, items, { samples: opened.laterSamples, before });
}

/** Of a page that cannot be done nothing goes on: what was begun behind it has ended too when this throws. */
async function finish({ ahead }: Open, { result }: BegunRun): Promise<PageResult> {
  try {
    return await result;
  } catch (thrown) {
    await ahead.page?.run?.result.catch(() => undefined);
    ahead.page = undefined;
    throw thrown;
  }
}

/** The same for events: what they bring is read from them, and they are done with the page. */
async function processArrived(
  services: PageServices,
  { ref, opened, arrived }: { ref: PageRef; opened: Open; arrived: Arrived },
): Promise<PageReceipt> {
  const began = performance.now();
  const page = await readArrived(opened, arrived);
  const read = performance.now();
  const { outcomes, traces } = await runArrived(opened, page);
  const items = page.groups.flatMap((group) => group.items);
  const receipt = await services.commitPage({
    ref,
    outcomes: [...page.failed, ...outcomes],
    items,
    traces: [readTrace(opened, items.length, read - began), ...traces],
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

type Begun = { readonly page: ItemPage; readonly run?: BegunRun };

/** The page, read ahead if it was; the one after it is then read while this one is written. */
async function readNext(opened: Open): Promise<Begun> {
  const { driver, cursor, ahead } = opened;
  const kept = ahead.page;
  ahead.page = undefined;
  const isKept = kept?.nodeId === driver.nodeId && kept.cursor === canonicalJson(cursor);
  const page = isKept ? await kept.read : await readPage(opened);
  const begun: Begun = isKept && kept.run ? { page, run: kept.run } : { page };
  // A limit counts what was committed, which the next page does not know yet.
  if (page.nextCursor === null || opened.limit !== undefined) return begun;
  const next = canonicalJson(page.nextCursor);
  // This page was done before, and its commit failed: the one after it is under way already.
  if (kept?.nodeId === driver.nodeId && kept.cursor === next) ahead.page = kept;
  else ahead.page = { nodeId: driver.nodeId, cursor: next, read: readPage({ ...opened, cursor: page.nextCursor }) };
  // Its error is thrown to whoever asks for the page; nobody may.
  ahead.page.read.catch(() => undefined);
  return begun;
}

/** Records by key make one page, however many answers the source needs for them. */
async function readKeys(opened: Open, { keys, next, given }: KeyPage): Promise<Begun> {
  const items: Item[] = given.map((record) => ({ ...record, links: {} }));
  const known = new Set(given.map(({ key }) => key));
  const asked = keys.filter((key) => !known.has(key));
  let cursor: Json | null = null;
  if (asked.length > 0) {
    do {
      const part: ItemPage = await readPage({ ...opened, cursor, since: null, keys: asked });
      items.push(...part.items);
      cursor = part.nextCursor;
    } while (cursor !== null);
  }
  return { page: { items, nextCursor: next, watermark: null } };
}
