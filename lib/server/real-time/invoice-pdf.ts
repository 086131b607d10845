import type { SealedConnectionRow } from "@/db/queries/connections";
import { findLinks } from "@/db/queries/links";
import type { BoundConnector } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { readersOf } from "@/lib/server/real-time/hints";

const PDF_MS = 20_000;

/**
 * CO-39: the PDF of the invoice that an order of the shop was booked as. Throws `request.not_found` where there is none,
 * or none yet.
 */
export async function invoicePdf(
  app: App,
  { id: connectionId, workspaceId }: SealedConnectionRow,
  order: string,
): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(PDF_MS);
  for (const { integration, driver, connectionId: source } of await readersOf(app, workspaceId)) {
    if (source !== connectionId || driver.stream !== "orders") continue;
    for (const target of new Set(Object.values(integration.connections))) {
      if (target === connectionId) continue;
      const scope = { owner: integration.id, sourceStream: driver.sourceStream, targetStream: "invoices" };
      const [link] = await findLinks({ sql: app.sql, workspaceId, ...scope, targetConnectionId: target, keys: [order] });
      if (!link) continue;
      const connector = await bindConnection(app, { workspaceId, connectionId: target, signal });
      const request = {
        stream: "documents",
        cursor: null,
        pageSize: 1,
        since: null,
        keys: [link.targetId],
        include: ["content"],
      };
      const [document] = (await connector.read(request)).records;
      const content = document?.data.content;
      if (typeof content === "string" && content !== "") return Buffer.from(content, "base64");
      const built = await buildPdf(connector, link.targetId);
      if (built !== "") return Buffer.from(built, "base64");
    }
  }
  throw new AppError({ code: "request.not_found", category: "notFound", message: `No invoice of order ${order} yet` });
}

/** One that was never printed is made now. `""` where the system cannot, or the invoice is a draft. */
async function buildPdf(connector: BoundConnector, targetId: string): Promise<string> {
  const outcome = await connector.action("buildPdf", {
    targetId,
    externalRef: "",
    params: { content: true },
    idempotencyKey: `pdf:${targetId}`,
  });
  const content = outcome.outcome === "failed" ? "" : outcome.data?.content;
  return typeof content === "string" ? content : "";
}
