import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { findUser, listMemberships, type Membership } from "@/db/queries/accounts";
import type { Locale } from "@/lib/core/text";
import { type Access, authRequired, isAllowed, type Permission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { SESSION_COOKIE, SessionClaimsSchema } from "@/lib/server/auth";
import { getApp } from "@/lib/server/compose";
import { accessOfToken } from "@/lib/server/tokens";

/** Names the workspace a person works in; without it, or when they left it, their first one. */
export const WORKSPACE_COOKIE = "passerelle.workspace";

/** A signed-in person, as pages show them. */
export interface Session {
  readonly access: Access & { readonly userId: string };
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly locale: Locale | null };
  readonly workspace: Membership;
  readonly workspaces: readonly Membership[];
}

/** Reads a session from cookies; null when there is none, it has ended, or its account has no workspace. */
async function readSession(app: App, cookie: (name: string) => string | undefined): Promise<Session | null> {
  const token = cookie(SESSION_COOKIE);
  if (token === undefined) return null;
  const claims = SessionClaimsSchema.safeParse(await decode({ token, secret: app.secrets.derive("sessions") }).catch(() => null));
  if (!claims.success) return null;
  const { sub: userId, sessionVersion } = claims.data;
  const user = await findUser({ db: app.db, userId });
  const workspaces = await listMemberships({ db: app.db, userId, sessionVersion });
  const wanted = cookie(WORKSPACE_COOKIE);
  const workspace = workspaces.find((entry) => entry.workspaceId === wanted) ?? workspaces[0];
  if (!user || !workspace) return null;
  return {
    access: { workspaceId: workspace.workspaceId, role: workspace.role, actor: userId, userId },
    user: { id: user.id, name: user.name, email: user.email, locale: user.locale },
    workspace,
    workspaces,
  };
}

/** The session of the page or action being served. */
export async function currentSession(): Promise<Session | null> {
  const store = await cookies();
  return readSession(await getApp(), (name) => store.get(name)?.value);
}

/** For pages: sends strangers to the sign-in page, and whom their role keeps out to the page that says so. */
export async function requireSession(permission: Permission = "read"): Promise<Session> {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  if (!isAllowed(session.access.role, permission)) redirect("/denied");
  return session;
}

/** Access of an API request: a Bearer token, else a session, which only same-origin requests may use to change things. */
export async function accessOfRequest(app: App, request: Request): Promise<Access> {
  const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ", 2);
  if (scheme?.toLowerCase() === "bearer" && token) return accessOfToken(app, token);
  const session = await readSession(app, cookieReader(request));
  if (!session) throw authRequired();
  const isSafe = request.method === "GET" || request.method === "HEAD";
  if (!isSafe && !isSameOrigin(request)) throw authRequired();
  return session.access;
}

function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

function cookieReader(request: Request): (name: string) => string | undefined {
  const entries = (request.headers.get("cookie") ?? "").split(/;\s*/).map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
  });
  const values = new Map(entries);
  return (name) => values.get(name);
}
