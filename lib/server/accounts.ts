import { sql } from "drizzle-orm";
import {
  clearFailures,
  countFailures,
  countOwners,
  findUserByAccount,
  findUserByEmail,
  insertUser,
  linkAccount,
  noteFailure,
  noteSignIn,
  type UserRow,
} from "@/db/queries/accounts";
import { findDemoWorkspace, insertAuditEvent, insertWorkspace, setMember } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { checkPassword, hashPassword } from "@/lib/server/password";

/** Failed sign-ins of one account from one address before it has to wait, and from all addresses together. */
const MAX_FAILURES = 5;
const MAX_FAILURES_EVERYWHERE = 50;
const WINDOW_MINUTES = 15;
const EVERYWHERE = "*";
/** Any constant: two first-run forms sent at once make one owner. */
const FIRST_RUN_LOCK = 4_070_212;

/** The user with this password; throws `auth.bad_credentials`, or `auth.limited` after too many failures. */
export async function signIn(app: App, input: { email: string; password: string; address: string }): Promise<UserRow> {
  const account = input.email.trim().toLowerCase();
  const { db } = app;
  const windowMinutes = WINDOW_MINUTES;
  const here = await countFailures({ db, account, address: input.address, windowMinutes });
  const everywhere = await countFailures({ db, account, address: EVERYWHERE, windowMinutes });
  if (here >= MAX_FAILURES || everywhere >= MAX_FAILURES_EVERYWHERE) {
    throw new AppError({
      code: "auth.limited",
      category: "rateLimit",
      message: "Too many failed sign-ins: wait a quarter of an hour",
      details: { minutes: WINDOW_MINUTES },
    });
  }
  const user = await findUserByEmail({ db, email: account });
  if (!user || !(await checkPassword(user.passwordHash, input.password))) {
    if (!user) await checkPassword(null, input.password);
    await noteFailure({ db, account, address: input.address, windowMinutes });
    await noteFailure({ db, account, address: EVERYWHERE, windowMinutes });
    throw new AppError({ code: "auth.bad_credentials", category: "auth", message: "Unknown account or wrong password" });
  }
  await clearFailures({ db, account, address: input.address });
  await noteSignIn({ db, userId: user.id });
  return user;
}

/** True until somebody owns a workspace other than the demo. */
export async function isFirstRun(app: App): Promise<boolean> {
  return (await countOwners({ db: app.db })) === 0;
}

export interface NewOwner {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly workspaceName: string;
}

/**
 * Makes the first owner and their workspace; where the demo is on they own the demo workspace too.
 * Throws `request.conflict` once there is an owner.
 */
export async function createFirstOwner(app: App, owner: NewOwner): Promise<{ userId: string; workspaceId: string }> {
  const passwordHash = await hashPassword(owner.password);
  return app.db.transaction(async (db) => {
    await db.execute(sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`);
    if ((await countOwners({ db })) > 0 || (await findUserByEmail({ db, email: owner.email }))) {
      throw new AppError({ code: "request.conflict", category: "conflict", message: "This installation already has an owner" });
    }
    const userId = await insertUser({ db, email: owner.email, name: owner.name, passwordHash });
    const workspaceId = await insertWorkspace({ db, name: owner.workspaceName });
    await setMember({ db, workspaceId, userId, role: "owner" });
    const demo = await findDemoWorkspace({ db });
    if (demo) await setMember({ db, workspaceId: demo.id, userId, role: "owner" });
    await insertAuditEvent({ db, workspaceId, actor: userId, action: "workspace.created", subject: workspaceId });
    return { userId, workspaceId };
  });
}

/** The owner named by the environment, made at the first start. */
export async function ensureAdmin(app: App): Promise<void> {
  const { admin } = app.env;
  if (!admin || (await findUserByEmail({ db: app.db, email: admin.email })) || !(await isFirstRun(app))) return;
  const name = admin.email.split("@")[0] ?? admin.email;
  await createFirstOwner(app, { ...admin, name, workspaceName: "Passerelle" });
  app.log.info("account.admin_created", {});
}

/**
 * The user behind an outside account: linked before, or known by the same verified address and linked now.
 * Undefined for a stranger: people are invited, they do not register themselves.
 */
export async function findProviderUser(
  app: App,
  account: { provider: string; providerAccountId: string; verifiedEmail: string | null },
): Promise<UserRow | undefined> {
  const { provider, providerAccountId, verifiedEmail } = account;
  const linked = await findUserByAccount({ db: app.db, provider, providerAccountId });
  if (linked || verifiedEmail === null) return linked;
  const user = await findUserByEmail({ db: app.db, email: verifiedEmail });
  if (user) await linkAccount({ db: app.db, provider, providerAccountId, userId: user.id });
  return user;
}
