import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { silentSdkLog } from "./harness";

/** An Inngest server named by the environment: the dev server needs its address only. */
export type InngestServer = {
  url: string;
  /** With a signing key requests are signed, as by `inngest start` and the cloud. */
  signingKey?: string;
  eventKey?: string;
  /** Host by which that server reaches this machine; 127.0.0.1 when absent. */
  callbackHost?: string;
};

export function inngestServer(env: Readonly<Record<string, string | undefined>>): InngestServer | undefined {
  const url = env.PASSERELLE_TEST_INNGEST;
  if (!url) return undefined;
  return {
    url,
    ...(env.PASSERELLE_TEST_INNGEST_SIGNING_KEY ? { signingKey: env.PASSERELLE_TEST_INNGEST_SIGNING_KEY } : {}),
    ...(env.PASSERELLE_TEST_INNGEST_EVENT_KEY ? { eventKey: env.PASSERELLE_TEST_INNGEST_EVENT_KEY } : {}),
    ...(env.PASSERELLE_TEST_INNGEST_CALLBACK_HOST ? { callbackHost: env.PASSERELLE_TEST_INNGEST_CALLBACK_HOST } : {}),
  };
}

export function clientOf(server: InngestServer, id: string): Inngest {
  const { url, signingKey, eventKey } = server;
  return new Inngest({
    id,
    isDev: signingKey === undefined,
    baseUrl: url,
    eventKey: eventKey ?? "test",
    ...(signingKey === undefined ? {} : { signingKey }),
    aiMetadata: false,
    logger: silentSdkLog,
    internalLogger: silentSdkLog,
  });
}

/** Serves functions over HTTP and has the server register them. Answers how to stop. */
export async function serveTo(
  server: InngestServer,
  { client, functions }: { client: Inngest; functions: InngestFunction.Any[] },
): Promise<() => Promise<void>> {
  const host = server.callbackHost ?? "127.0.0.1";
  const http = createServer((request, response) => listener(request, response));
  const { port } = await listening(http, server.callbackHost === undefined ? "127.0.0.1" : "0.0.0.0");
  const serveOrigin = `http://${host}:${port}`;
  const listener = serve({ client, functions, serveOrigin, servePath: "/api/inngest" });
  const answer = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
  if (!answer.ok) throw new Error(`${server.url} did not register the functions: ${answer.status} ${await answer.text()}`);
  return () => new Promise((resolve) => http.close(() => resolve()) && http.closeAllConnections());
}

function listening(http: Server, host: string): Promise<AddressInfo> {
  return new Promise((resolve) => http.listen(0, host, () => resolve(http.address() as AddressInfo)));
}
