import type { SystemBadge } from "@/components/ui/system-tile";
import { CONNECTORS } from "@/connectors/registry";

/** The tile of a connector; an unknown one keeps its id. */
export function systemOf(connectorId: string | undefined): SystemBadge {
  const spec = connectorId === undefined ? undefined : CONNECTORS[connectorId]?.spec;
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
