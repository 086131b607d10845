import type { Connector } from "@/connectors/contract";
import { AppError } from "@/lib/core/errors";

/** Every connector by its id; a test compares this with the folders. */
export const CONNECTORS: Readonly<Record<string, Connector>> = {};

/** Throws `connector.unsupported` for an id that no folder brings. */
export function connectorById(id: string): Connector {
  const connector = CONNECTORS[id];
  if (connector) return connector;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `There is no connector ${id}`,
    details: { connector: id },
  });
}
