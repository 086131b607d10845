import { stepError, toInngestError, willRetry } from "@/engine/functions/errors";
import { processPage } from "@/engine/functions/page";
import type { FlowServices, PageReceipt, PageRef } from "@/engine/functions/ports";
import { toErrorInfo } from "@/lib/core/errors";

type Tries = { readonly attempt: number; readonly maxAttempts: number };

/** Below the 10 s after which the SDK returns from a call, and proxies from a silent one soon after. */
const BURST_MS = 8_000;

/**
 * The body of a step: as many pages as come within seconds, each committed on its own, at least one. While one is
 * committed the next is under way. The step's receipt is that of the last one.
 */
export async function guardPages(services: FlowServices, first: PageRef, tries: Tries): Promise<PageReceipt> {
  return services.traced("step", first, () => doPages(services, first, tries));
}

async function doPages(services: FlowServices, first: PageRef, tries: Tries): Promise<PageReceipt> {
  const until = performance.now() + BURST_MS;
  for (let ref = first; ; ) {
    const goesOn = performance.now() < until;
    const receipt = await guardPage(services, { ref, goesOn }, tries);
    if (!goesOn || !receipt.burst || receipt.last || receipt.stop) return receipt;
    ref = { ...ref, page: receipt.page + 1 };
  }
}

/** The error is kept with the page before Inngest hears of it: what comes back from there is only a message. */
async function guardPage(
  services: FlowServices,
  { ref, goesOn }: { ref: PageRef; goesOn: boolean },
  { attempt, maxAttempts }: Tries,
): Promise<PageReceipt> {
  try {
    return await services.traced("page", ref, () => processPage(services, ref, { goesOn }));
  } catch (thrown) {
    const error = stepError(thrown);
    // Requests also end when the process does: then another one does the page again.
    const isCut = error.category === "cancelled";
    if (isCut && (await services.isStopped(ref.runId))) {
      return { page: ref.page, records: 0, last: true, stop: "cancelled", at: 0 };
    }
    if (isCut) throw toInngestError(error, true);
    const retries = willRetry(error, attempt, maxAttempts);
    await services.failPage({ ref, error: toErrorInfo(error), willRetry: retries });
    throw toInngestError(error, retries);
  }
}
