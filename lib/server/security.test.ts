import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "@/db/schema/workspaces";
import { isAllowed } from "@/lib/server/access";
import { createFirstOwner, findProviderUser, isFirstRun, signIn } from "@/lib/server/accounts";
import { parseEnv } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { createSecretBox, readOrCreateSecret } from "@/lib/server/secrets";
import { createTestApp, type TestApp } from "@/lib/server/testing";
import { accessOfToken, createToken, revokeToken } from "@/lib/server/tokens";

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ PASSERELLE_API_TOKEN: "machine-token" });
});
afterAll(() => test.close());

describe("access table", () => {
  it("lets each role do what its name says and nothing more", () => {
    const may = (permission: Parameters<typeof isAllowed>[1]) => ROLES.filter((role) => isAllowed(role, permission));
    expect(may("read")).toEqual(["owner", "editor", "operator", "viewer"]);
    expect(may("run.start")).toEqual(["owner", "editor", "operator"]);
    expect(may("flow.publish")).toEqual(["owner", "editor"]);
    expect(may("connection.write")).toEqual(["owner", "editor"]);
    expect(may("workspace.manage")).toEqual(["owner"]);
  });
});

describe("secrets", () => {
  it("opens what it sealed, and only for the row it was sealed for", () => {
    const box = createSecretBox({ secret: "first secret, long enough" });
    const sealed = box.seal('{"apiKey":"K"}', "con_1");
    expect(Buffer.from(sealed.bytes).includes("apiKey")).toBe(false);
    expect(box.open(sealed, "con_1")).toBe('{"apiKey":"K"}');
    expect(() => box.open(sealed, "con_2")).toThrow(/cannot be opened/);
  });

  it("opens what a former key sealed and seals with the new one", () => {
    const sealed = createSecretBox({ secret: "first secret, long enough" }).seal("x", "con_1");
    const rotated = createSecretBox({ secret: "second secret, long enough", oldSecrets: ["first secret, long enough"] });
    expect(rotated.open(sealed, "con_1")).toBe("x");
    expect(rotated.seal("x", "con_1").keyId).not.toBe(sealed.keyId);
    const without = createSecretBox({ secret: "second secret, long enough" });
    expect(() => without.open(sealed, "con_1")).toThrow(/PASSERELLE_OLD_SECRETS/);
  });

  it("is made once in the data folder, for its owner's eyes only", () => {
    const folder = mkdtempSync(join(tmpdir(), "passerelle-secret-"));
    const first = readOrCreateSecret(folder);
    expect(readOrCreateSecret(folder)).toBe(first);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it("never reaches a log line", () => {
    const lines: string[] = [];
    const log = createLog({ level: "debug", to: { write: (line: string) => lines.push(line) } });
    log.info("connection.saved", { password: "P1", connection: { secrets: { apiKey: "P2" }, headers: { authorization: "P3" } } });
    expect(lines.join()).toContain("connection.saved");
    expect(lines.join()).not.toMatch(/P1|P2|P3/);
  });
});

describe("environment", () => {
  it("names every variable it cannot use", () => {
    const bad = { DATABASE_URL: "mysql://x", PASSERELLE_SECRET: "short", PASSERELLE_URL: "nowhere" };
    expect(() => parseEnv(bad)).toThrow(/DATABASE_URL.*PASSERELLE_SECRET.*PASSERELLE_URL/);
  });

  it("takes an empty variable for an absent one", () => {
    const env = parseEnv({ DATABASE_URL: "", PASSERELLE_API_TOKEN: "", INNGEST_DEV: "" });
    expect(env).toMatchObject({ databaseUrl: undefined, apiToken: undefined, inngest: false, url: "http://localhost:3000" });
  });
});

describe("sign-in", () => {
  const owner = { email: "Anna@Example.com", name: "Anna", password: "correct horse", workspaceName: "Boutique" };

  it("creates the first owner once", async () => {
    expect(await isFirstRun(test.app)).toBe(true);
    const [one, two] = await Promise.allSettled([
      createFirstOwner(test.app, owner),
      createFirstOwner(test.app, { ...owner, email: "b@example.com" }),
    ]);
    expect([one.status, two.status].sort()).toEqual(["fulfilled", "rejected"]);
    expect(await isFirstRun(test.app)).toBe(false);
  });

  it("refuses a wrong password as it refuses an unknown account", async () => {
    const known = await test.app.db.query.users.findFirst({ where: (users, { isNotNull }) => isNotNull(users.passwordHash) });
    const email = known?.email ?? "";
    await expect(signIn(test.app, { email, password: "wrong", address: "1" })).rejects.toMatchObject({
      code: "auth.bad_credentials",
    });
    await expect(signIn(test.app, { email: "x@y.z", password: "wrong", address: "1" })).rejects.toMatchObject({
      code: "auth.bad_credentials",
    });
    expect(await signIn(test.app, { email: email.toUpperCase(), password: owner.password, address: "1" })).toMatchObject({
      email,
    });
    expect(known?.passwordHash).toMatch(/^\$argon2id\$/);
  });

  it("makes an address wait after five failures, and only that address", async () => {
    const known = await test.app.db.query.users.findFirst({ where: (users, { isNotNull }) => isNotNull(users.passwordHash) });
    const email = known?.email ?? "";
    for (let n = 0; n < 5; n += 1) await signIn(test.app, { email, password: "wrong", address: "2" }).catch(() => undefined);
    await expect(signIn(test.app, { email, password: owner.password, address: "2" })).rejects.toMatchObject({
      code: "auth.limited",
    });
    expect(await signIn(test.app, { email, password: owner.password, address: "3" })).toMatchObject({ email });
  });

  it("links an outside account by a verified address only", async () => {
    const known = await test.app.db.query.users.findFirst({ where: (users, { isNotNull }) => isNotNull(users.passwordHash) });
    const account = { provider: "github", providerAccountId: "42" };
    expect(await findProviderUser(test.app, { ...account, verifiedEmail: null })).toBeUndefined();
    expect(await findProviderUser(test.app, { ...account, verifiedEmail: "stranger@example.com" })).toBeUndefined();
    expect(await findProviderUser(test.app, { ...account, verifiedEmail: known?.email ?? "" })).toMatchObject({ id: known?.id });
    expect(await findProviderUser(test.app, { ...account, verifiedEmail: null })).toMatchObject({ id: known?.id });
  });
});

describe("API tokens", () => {
  it("give the access they were made with until they are revoked", async () => {
    const access = await test.newAccess();
    const { id, token } = await createToken(test.app, access, { name: "till", role: "operator" });
    expect(await accessOfToken(test.app, token)).toEqual({ workspaceId: access.workspaceId, role: "operator", actor: id });
    const [stored] = await test.store.sql`select * from api_tokens where id = ${id}`;
    expect(JSON.stringify(stored)).not.toContain(token);
    await revokeToken(test.app, access, id);
    await expect(accessOfToken(test.app, token)).rejects.toMatchObject({ code: "auth.required" });
  });

  it("of another workspace cannot be revoked", async () => {
    const { id } = await createToken(test.app, await test.newAccess(), { name: "a", role: "owner" });
    await expect(revokeToken(test.app, await test.newAccess(), id)).rejects.toMatchObject({ code: "request.not_found" });
  });

  it("end when they said", async () => {
    const access = await test.newAccess();
    const { token } = await createToken(test.app, access, { name: "a", role: "owner", expiresAt: new Date(0) });
    await expect(accessOfToken(test.app, token)).rejects.toMatchObject({ code: "auth.required" });
  });

  it("may be given by the environment, for the demo workspace where there is one", async () => {
    const first = await accessOfToken(test.app, "machine-token");
    expect(first.role).toBe("owner");
    await test.store.sql`insert into workspaces (id, name, demo) values ('wsp_demo', 'Demo', true)`;
    expect((await accessOfToken(test.app, "machine-token")).workspaceId).toBe("wsp_demo");
    await expect(accessOfToken(test.app, "another-token")).rejects.toMatchObject({ code: "auth.required" });
  });
});
