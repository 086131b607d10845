import type { Connector } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr/index";

/** Every connector by id; a test compares this with the folders. */
export const CONNECTORS = { dolibarr } satisfies Record<string, Connector>;

export type ConnectorId = keyof typeof CONNECTORS;

/** The connector of an id kept in the store; undefined when no such connector is installed. */
export function connectorById(id: string): Connector | undefined {
  return Object.values(CONNECTORS).find((connector) => connector.spec.id === id);
}
