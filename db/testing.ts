import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { openStore, type Store } from "@/db/client";
import { type EmbeddedStore, startEmbedded } from "@/db/embedded";
import { migrateStore } from "@/db/migrate";

export interface TestStore extends Store {
  /** Ends the pools, drops the database, and with it the server. Call it in `afterAll`. */
  close(): Promise<void>;
}

/**
 * A migrated, empty database on a Postgres of its own that starts in about a second, for one test file:
 * `const store = await openTestStore()` in `beforeAll`, `await store.close()` in `afterAll`.
 * Where `PASSERELLE_TEST_DATABASE_URL` names a server, a fresh database of that server is used instead.
 */
export async function openTestStore(): Promise<TestStore> {
  const shared = process.env.PASSERELLE_TEST_DATABASE_URL;
  const server = shared ? undefined : await startThrowaway();
  const url = shared ? await createDatabase(shared) : (server as EmbeddedStore).url;
  await migrateStore({ url });
  const store = openStore({ url, max: 5 });
  return {
    ...store,
    close: async () => {
      await store.close();
      await server?.stop();
      if (shared) await dropDatabase({ server: shared, url });
    },
  };
}

async function startThrowaway(): Promise<EmbeddedStore> {
  const dataDir = mkdtempSync(join(tmpdir(), "passerelle-test-"));
  const server = await startEmbedded({ dataDir, throwaway: true });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function createDatabase(server: string): Promise<string> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(server, (client) => client`create database ${client(name)}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

async function dropDatabase({ server, url }: { server: string; url: string }): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await onServer(server, (client) => client`drop database ${client(name)} with (force)`);
}

async function onServer(url: string, work: (client: postgres.Sql) => Promise<unknown>): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}
