import type { Role } from "@/db/schema/workspaces";
import { AppError } from "@/lib/core/errors";

/** What a role may do: the one table that pages, actions and the API ask. */
const PERMISSIONS = {
  /** See everything but people and tokens. */
  read: ["owner", "editor", "operator", "viewer"],
  "connection.check": ["owner", "editor", "operator"],
  "connection.write": ["owner", "editor"],
  "integration.write": ["owner", "editor"],
  "table.write": ["owner", "editor"],
  "flow.write": ["owner", "editor"],
  "flow.publish": ["owner", "editor"],
  "schedule.write": ["owner", "editor", "operator"],
  "run.start": ["owner", "editor", "operator"],
  "run.cancel": ["owner", "editor", "operator"],
  "review.answer": ["owner", "editor", "operator"],
  "workspace.manage": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Who asks, in which workspace, as what. Every query of a request is scoped by `workspaceId`. */
export interface Access {
  readonly workspaceId: string;
  readonly role: Role;
  /** User or token id, `system` for ourselves: what audit events and runs name. */
  readonly actor: string;
  /** Absent for a token. */
  readonly userId?: string;
}

export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

/** Throws `auth.denied` (403) when the role may not. */
export function requirePermission(access: Access, permission: Permission): void {
  if (isAllowed(access.role, permission)) return;
  throw new AppError({
    code: "auth.denied",
    category: "forbidden",
    message: `The role ${access.role} may not ${permission}`,
    details: { role: access.role, permission },
  });
}

export function authRequired(): AppError {
  return new AppError({ code: "auth.required", category: "auth", message: "Sign in, or send a Bearer token" });
}
