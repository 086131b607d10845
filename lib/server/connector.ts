import type { Connector } from "@/connectors/contract";
import { CONNECTORS } from "@/connectors/registry";
import { AppError } from "@/lib/core/errors";

const BY_ID: ReadonlyMap<string, Connector> = new Map(Object.entries(CONNECTORS));

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
