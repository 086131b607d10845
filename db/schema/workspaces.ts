import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { JsonObject } from "../../lib/core/json";
import type { Locale } from "../../lib/core/text";
import { createdAt, id, instant } from "./columns";

export const ROLES = ["owner", "editor", "operator", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export const workspaces = pgTable("workspaces", {
  id: id("wsp"),
  name: text("name").notNull(),
  /** The demo workspace: offered on the sign-in page, its connections are the built-in sandboxes. */
  demo: boolean("demo").notNull().default(false),
  timeZone: text("time_zone").notNull().default("Europe/Paris"),
  /** How long, and how much, is kept of runs; what is absent has its default. */
  retention: jsonb("retention").$type<JsonObject>().notNull().default({}),
  createdAt: createdAt(),
});

export const users = pgTable("users", {
  id: id("usr"),
  /** Lower case: an address names one account. */
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  /** argon2id, or null for an account that only signs in through a provider. */
  passwordHash: text("password_hash"),
  locale: text("locale").$type<Locale>(),
  /** Raised to end every session of the account. */
  sessionVersion: integer("session_version").notNull().default(1),
  lastSignInAt: instant("last_sign_in_at"),
  createdAt: createdAt(),
});

/** Accounts of outside providers (Google, GitHub, OpenID Connect) linked to a user. */
export const userAccounts = pgTable(
  "user_accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] }), index("user_accounts_user").on(table.userId)],
);

export const members = pgTable(
  "members",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").$type<Role>().notNull(),
    /** Notifications up to then were looked at. */
    notifiedUntil: instant("notified_until"),
    /** Which mails about runs they asked for. */
    mail: jsonb("mail").$type<JsonObject>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] }), index("members_user").on(table.userId)],
);

/** Failed sign-ins of one account from one address in the current window. */
export const loginAttempts = pgTable(
  "login_attempts",
  {
    account: text("account").notNull(),
    address: text("address").notNull(),
    failures: integer("failures").notNull().default(0),
    windowStartedAt: instant("window_started_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.account, table.address] })],
);

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id("tok"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    /** SHA-256 of the token, hexadecimal: the token itself is shown once and never stored. */
    hash: text("hash").notNull(),
    /** Last four characters, to tell tokens apart. */
    hint: text("hint").notNull(),
    createdBy: text("created_by").references(() => users.id, { onDelete: "set null" }),
    lastUsedAt: instant("last_used_at"),
    expiresAt: instant("expires_at"),
    createdAt: createdAt(),
  },
  (table) => [unique("api_tokens_hash").on(table.hash), index("api_tokens_workspace").on(table.workspaceId)],
);

export const auditEvents = pgTable(
  "audit_events",
  {
    id: id("aud"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    /** User or token id, or `system`. */
    actor: text("actor").notNull(),
    /** `connection.created`, `flow.published`… */
    action: text("action").notNull(),
    subject: text("subject"),
    params: jsonb("params").$type<JsonObject>().notNull().default({}),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [index("audit_events_workspace").on(table.workspaceId, table.at)],
);
