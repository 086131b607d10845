import type { Account, NextAuthOptions, Profile, TokenSet } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { z } from "zod";
import { findUser, noteSignIn } from "@/db/queries/accounts";
import { DEMO_USER_ID } from "@/db/seed/demo";
import { toAppError } from "@/lib/core/errors";
import { findProviderUser, signIn } from "@/lib/server/accounts";
import type { App } from "@/lib/server/app";
import type { Env } from "@/lib/server/env";
import { errorFields } from "@/lib/server/log";

export const SESSION_COOKIE = "passerelle.session";
const SESSION_SECONDS = 14 * 24 * 3600;

/** What a session cookie says, once decrypted. */
export const SessionClaimsSchema = z.object({ sub: z.string(), sessionVersion: z.int() });

const CredentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1000) });

/** Outside providers that the environment sets up, for the buttons of the sign-in page. */
export function signInProviders(env: Env): { id: string; name: string }[] {
  return [
    ...(env.google ? [{ id: "google", name: "Google" }] : []),
    ...(env.github ? [{ id: "github", name: "GitHub" }] : []),
    ...(env.oidc ? [{ id: "oidc", name: env.oidc.name }] : []),
  ];
}

/** next-auth as this installation uses it: e-mail and password, the demo, and what the environment adds. */
export function authOptions(app: App): NextAuthOptions {
  const { env } = app;
  return {
    secret: app.secrets.derive("sessions"),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: env.url.startsWith("https://") },
      },
    },
    providers: [passwordProvider(app), ...(env.demo ? [demoProvider(app)] : []), ...outsideProviders(env)],
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.type === "credentials") return true;
        const known = account && (await findProviderUser(app, outsideAccount(account, profile)));
        if (!known) return false;
        user.id = known.id;
        await noteSignIn({ db: app.db, userId: known.id });
        return true;
      },
      jwt: async ({ token, user }) => {
        if (!user) return token;
        const row = await findUser({ db: app.db, userId: user.id });
        return { sub: user.id, sessionVersion: row?.sessionVersion ?? 0 };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) =>
        app.log.error("auth.failed", { code, ...errorFields(metadata instanceof Error ? metadata : metadata.error) }),
      warn: (code) => app.log.debug("auth.warning", { code }),
      debug: () => undefined,
    },
  };
}

function passwordProvider(app: App) {
  return CredentialsProvider({
    id: "credentials",
    credentials: { email: {}, password: {} },
    authorize: async (credentials, request) => {
      const parsed = CredentialsSchema.safeParse(credentials);
      if (!parsed.success) throw new Error("auth.bad_credentials");
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = typeof forwarded === "string" ? (forwarded.split(",").at(-1)?.trim() ?? "") : "";
      try {
        const user = await signIn(app, { ...parsed.data, address });
        return { id: user.id };
      } catch (thrown) {
        const error = toAppError(thrown);
        app.log.info("auth.refused", { code: error.code });
        // next-auth hands the message, and nothing else, to the sign-in page.
        throw new Error(error.code);
      }
    },
  });
}

function demoProvider(app: App) {
  return CredentialsProvider({
    id: "demo",
    credentials: {},
    authorize: async () => {
      const user = await findUser({ db: app.db, userId: DEMO_USER_ID });
      if (!user) return null;
      await noteSignIn({ db: app.db, userId: user.id });
      return { id: user.id };
    },
  });
}

function outsideProviders(env: Env): NextAuthOptions["providers"] {
  return [
    ...(env.google ? [GoogleProvider(env.google)] : []),
    ...(env.github ? [GitHubProvider({ ...env.github, userinfo: { url: GITHUB_USER, request: readGitHubProfile } })] : []),
    ...(env.oidc
      ? [
          {
            id: "oidc",
            name: env.oidc.name,
            type: "oauth" as const,
            wellKnown: `${env.oidc.issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
            clientId: env.oidc.clientId,
            clientSecret: env.oidc.clientSecret,
            authorization: { params: { scope: "openid email profile" } },
            idToken: true,
            checks: ["pkce" as const, "state" as const],
            profile: (profile: { sub: string }) => ({ id: profile.sub }),
          },
        ]
      : []),
  ];
}

const GITHUB_USER = "https://api.github.com/user";
const GitHubEmailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** The library takes GitHub's first address, verified or not: an unverified one must open no account. */
async function readGitHubProfile({ tokens }: { tokens: TokenSet }): Promise<Profile & { email_verified: boolean }> {
  const headers = { authorization: `Bearer ${tokens.access_token}`, accept: "application/vnd.github+json" };
  const [user, emails] = await Promise.all(
    [GITHUB_USER, `${GITHUB_USER}/emails`].map(async (url) => (await fetch(url, { headers })).json() as Promise<unknown>),
  );
  const verified = GitHubEmailsSchema.parse(emails).find((entry) => entry.primary && entry.verified);
  return { ...z.looseObject({ id: z.int() }).parse(user), email: verified?.email, email_verified: verified !== undefined };
}

/** Providers say in a claim whether they verified the address. */
function outsideAccount(account: Account, profile: Profile | undefined) {
  const isVerified = profile !== undefined && "email_verified" in profile && profile.email_verified === true;
  return {
    provider: account.provider,
    providerAccountId: account.providerAccountId,
    verifiedEmail: isVerified ? (profile?.email ?? null) : null,
  };
}
