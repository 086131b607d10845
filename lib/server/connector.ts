import type { Connector } from "@/connectors/contract";
import { CONNECTORS } from "@/connectors/registry";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

const BY_ID = new Map<string, Connector>(Object.entries(CONNECTORS));

/** A connector that no folder of `connectors/` brings: a system made for a benchmark. */
export function addConnector<Config extends JsonObject>(connector: Connector<Config>): void {
  BY_ID.set(connector.spec.id, connector as unknown as Connector);
}

/** Throws `connector.unsupported` for an id that no folder of `connectors/` brings. */
export function connectorOf(id: string): Connector {
  const connector = BY_ID.get(id);
  if (connector) return connector;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `There is no connector ${id}`,
    details: { connector: id },
  });
}
