import { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** Empty means absent: `PORT= npm start` is no port. */
const text = z
  .string()
  .optional()
  .transform((value) => (value === "" ? undefined : value));
const flag = z
  .string()
  .optional()
  .transform((value) => value === "1" || value === "true");

const EnvSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).catch(3000),
  DATABASE_URL: text.pipe(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  PASSERELLE_DATA_DIR: text.transform((value) => value ?? ".data"),
  PASSERELLE_SECRET: text.pipe(z.string().min(16, "at least 16 characters").optional()),
  /** Former secrets, separated by spaces: what they encrypted can still be read. */
  PASSERELLE_OLD_SECRETS: text.transform((value) => value?.split(/\s+/) ?? []),
  PASSERELLE_URL: text.pipe(z.url({ protocol: /^https?$/ }).optional()),
  PASSERELLE_ADMIN_EMAIL: text.pipe(z.email().optional()),
  PASSERELLE_ADMIN_PASSWORD: text.pipe(z.string().min(8, "at least 8 characters").optional()),
  PASSERELLE_API_TOKEN: text.pipe(z.string().min(8, "at least 8 characters").optional()),
  PASSERELLE_ALLOW_PRIVATE_NETWORK: flag,
  /** Seconds another system may take to answer at the most, where its connector would wait longer. */
  PASSERELLE_HTTP_PATIENCE: z.coerce.number().min(1).max(600).optional().catch(undefined),
  PASSERELLE_DEMO: flag,
  PASSERELLE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).catch("info"),
  SMTP_URL: text.pipe(z.url({ protocol: /^smtps?$/ }).optional()),
  SMTP_FROM: text,
  INNGEST_DEV: text,
  INNGEST_BASE_URL: text,
  INNGEST_EVENT_KEY: text,
  INNGEST_SIGNING_KEY: text,
  OTEL_EXPORTER_OTLP_ENDPOINT: text.pipe(z.url({ protocol: /^https?$/ }).optional()),
  OTEL_SERVICE_NAME: text,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  OIDC_ISSUER: text.pipe(z.url().optional()),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: text,
});

type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

export interface InngestServer {
  /** Nothing is signed: for a dev server on the same machine only. */
  readonly isDev: boolean;
  /** Absent: the cloud, or a dev server at its usual address. */
  readonly baseUrl: string | undefined;
  readonly eventKey: string | undefined;
  readonly signingKey: string | undefined;
}

export interface Env {
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly secret: string | undefined;
  readonly oldSecrets: readonly string[];
  /** Address people use, without a slash at the end. */
  readonly url: string;
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly apiToken: string | undefined;
  readonly allowPrivateNetwork: boolean;
  readonly httpPatienceMs: number | undefined;
  readonly demo: boolean;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Where mails are given to, and who sends them; absent: none is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** The real Inngest (cloud, self-hosted, dev server) that runs the functions; false: the embedded executor does. */
  readonly inngest: false | InngestServer;
  /** Where spans are sent; absent: nothing is traced. */
  readonly telemetry: { readonly endpoint: string; readonly service: string } | undefined;
  readonly google: OAuthClient | undefined;
  readonly github: OAuthClient | undefined;
  readonly oidc: (OAuthClient & { readonly issuer: string; readonly name: string }) | undefined;
}

/** The environment as the program knows it; throws one `system.unexpected` that lists every bad variable. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = EnvSchema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new AppError({ code: "system.unexpected", category: "config", message: `Environment: ${problems.join("; ")}` });
  }
  const env = parsed.data;
  const url = (env.PASSERELLE_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "");
  const oidc = oauthClient(env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET);
  return {
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.PASSERELLE_DATA_DIR,
    secret: env.PASSERELLE_SECRET,
    oldSecrets: env.PASSERELLE_OLD_SECRETS,
    url,
    admin:
      env.PASSERELLE_ADMIN_EMAIL && env.PASSERELLE_ADMIN_PASSWORD
        ? { email: env.PASSERELLE_ADMIN_EMAIL.toLowerCase(), password: env.PASSERELLE_ADMIN_PASSWORD }
        : undefined,
    apiToken: env.PASSERELLE_API_TOKEN,
    allowPrivateNetwork: env.PASSERELLE_ALLOW_PRIVATE_NETWORK,
    httpPatienceMs: env.PASSERELLE_HTTP_PATIENCE === undefined ? undefined : env.PASSERELLE_HTTP_PATIENCE * 1_000,
    demo: env.PASSERELLE_DEMO,
    logLevel: env.PASSERELLE_LOG_LEVEL,
    smtp: env.SMTP_URL
      ? { url: env.SMTP_URL, from: env.SMTP_FROM ?? `Passerelle <passerelle@${new URL(url).hostname}>` }
      : undefined,
    inngest: inngestServer(env),
    telemetry: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: env.OTEL_SERVICE_NAME ?? "passerelle" }
      : undefined,
    google: oauthClient(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
    github: oauthClient(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET),
    oidc: oidc && env.OIDC_ISSUER ? { ...oidc, issuer: env.OIDC_ISSUER, name: env.OIDC_NAME ?? "OpenID Connect" } : undefined,
  };
}

function oauthClient(clientId: string | undefined, clientSecret: string | undefined): OAuthClient | undefined {
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function inngestServer(env: z.infer<typeof EnvSchema>): false | InngestServer {
  const { INNGEST_DEV: dev, INNGEST_BASE_URL: given, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } = env;
  if (![dev, given, eventKey, signingKey].some(Boolean)) return false;
  const isDev = dev !== undefined && dev !== "0" && dev !== "false";
  return { isDev, baseUrl: given ?? (dev && URL.canParse(dev) ? dev : undefined), eventKey, signingKey };
}

let current: Env | undefined;

/** The one reader of `process.env`; read once. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** next-auth reads its own variables: on a loopback address it must follow the address in use, not a fixed one. */
export function prepareNextAuth({ url }: Env): void {
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
  if (isLoopback) process.env.AUTH_TRUST_HOST = "1";
  process.env.NEXTAUTH_URL = url;
}
