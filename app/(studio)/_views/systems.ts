import type { SystemBadge } from "@/components/ui/system-tile";
import type { Connector } from "@/connectors/contract";
import { CONNECTORS } from "@/connectors/registry";

/** Every connector, by the name people know. */
export function allConnectors(): Connector[] {
  const connectors: Connector[] = Object.values(CONNECTORS);
  return connectors.sort((a, b) => a.spec.title.localeCompare(b.spec.title));
}

export function connectorOfId(id: string | undefined): Connector | undefined {
  return allConnectors().find((connector) => connector.spec.id === id);
}

/** The tile of a connector; an unknown one keeps its id. */
export function systemOf(connectorId: string | undefined): SystemBadge {
  const spec = connectorOfId(connectorId)?.spec;
  if (spec) return { text: spec.badge.text, tone: spec.badge.tone, title: spec.title };
  return { text: (connectorId ?? "?").slice(0, 2), tone: "slate", title: connectorId ?? "?" };
}

/** The two ends of an integration, source first: roles in the template's order where it is known. */
export function endsOf(
  connections: Readonly<Record<string, string>>,
  connectorOf: ReadonlyMap<string, string>,
  roles: readonly string[],
): { from: SystemBadge; to: SystemBadge } {
  const order = roles.length > 0 ? roles : Object.keys(connections).sort();
  const systems = order.map((role) => systemOf(connectorOf.get(connections[role] ?? "")));
  return { from: systems[0] ?? systemOf(undefined), to: systems[1] ?? systemOf(undefined) };
}
