import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Who signs in at the provider the next time it is asked. */
export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Codes given for tokens, refused ones left out. */
  readonly exchanged: () => number;
  signInAs(person: Person): void;
  close(): Promise<void>;
}

const CLIENT = { clientId: "passerelle-e2e", clientSecret: "a-secret-of-the-provider" };

const base64url = (value: string | Buffer) => Buffer.from(value).toString("base64url");

/** An OpenID Connect provider: discovery, authorization code with PKCE (S256), RS256 id tokens (OpenID Connect Core 1.0). */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, { challenge: string; redirectUri: string; person: Person }>();
  let person: Person | undefined;
  let exchanged = 0;
  let issuer = "";

  const idToken = (subject: Person) => {
    const now = Math.floor(Date.now() / 1000);
    const head = base64url(JSON.stringify({ alg: "RS256", kid: "one", typ: "JWT" }));
    const body = base64url(JSON.stringify({ iss: issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, ...subject }));
    return `${head}.${body}.${base64url(sign("RSA-SHA256", Buffer.from(`${head}.${body}`), privateKey))}`;
  };

  const authorize = (url: URL, response: ServerResponse) => {
    const asked = Object.fromEntries(url.searchParams);
    if (!person || asked.client_id !== CLIENT.clientId || asked.code_challenge_method !== "S256" || !asked.redirect_uri) {
      return answer(response, 400, { error: "invalid_request" });
    }
    const code = randomUUID();
    grants.set(code, { challenge: asked.code_challenge ?? "", redirectUri: asked.redirect_uri, person });
    const back = new URL(asked.redirect_uri);
    back.search = new URLSearchParams({ code, state: asked.state ?? "" }).toString();
    response.writeHead(302, { location: back.href }).end();
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request));
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const known = `Basic ${Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString("base64")}`;
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (request.headers.authorization !== known) return answer(response, 401, { error: "invalid_client" });
    if (!grant || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri")) {
      return answer(response, 400, { error: "invalid_grant" });
    }
    exchanged++;
    answer(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: idToken(grant.person) });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration") return answer(response, 200, discovery(issuer));
    if (url.pathname === "/jwks") {
      return answer(response, 200, { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] });
    }
    if (url.pathname === "/authorize") return authorize(url, response);
    if (url.pathname === "/token") return exchange(request, response).catch((error) => response.destroy(error));
    answer(response, 404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    ...CLIENT,
    exchanged: () => exchanged,
    signInAs: (next) => {
      person = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}
