import type { HttpClient } from "@/connectors/contract";
import type { Context } from "@/connectors/dolibarr/client";

/**
 * Statuses of invoices seen through a client, so that the guard before a payment costs no request of its own.
 * A validated invoice never becomes a draft by itself; the memory ends with the client of the run.
 */
const seen = new WeakMap<HttpClient, Map<string, string>>();

export function rememberInvoice(ctx: Context, id: string, status: string): void {
  const states = seen.get(ctx.http) ?? new Map<string, string>();
  states.set(id, status);
  seen.set(ctx.http, states);
}

export function knownInvoiceStatus(ctx: Context, id: string): string | undefined {
  return seen.get(ctx.http)?.get(id);
}
