import type { JsonObject } from "@/lib/core/json";
import type { ConnectorContext } from "./context";

export interface RawRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WebhookEvent {
  readonly stream: string;
  readonly key: string;
  readonly type: string;
  readonly occurredAt: string;
  /** Two deliveries of one event carry the same. */
  readonly dedupeKey: string;
  readonly record?: JsonObject;
}

export interface ConnectorWebhook<Config extends JsonObject> {
  /** Constant-time; refuses old time stamps. No secret, no webhook. */
  verify(request: RawRequest, secret: string, now: Date): boolean;
  parse(request: RawRequest): WebhookEvent[];
  subscribe?(ctx: ConnectorContext<Config>, target: { url: string; secret: string; events: string[] }): Promise<JsonObject>;
  unsubscribe?(ctx: ConnectorContext<Config>, subscription: JsonObject): Promise<void>;
}
