import { afterEach, describe, expect, it } from "vitest";
import type { CheckProblem } from "@/connectors/contract";
import { clockProblems } from "@/connectors/dolibarr/checks/clock";
import { addressProblems } from "@/connectors/dolibarr/checks/company";
import type { Context } from "@/connectors/dolibarr/client";
import { connector, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";

let open: Trial | undefined;
afterEach(() => open?.sandbox.close());

async function fresh(bankAccounts: 0 | 1 = 0) {
  open = await startTrial({ demo: { profile: "fresh", bankAccounts } });
  const { ctx, sandbox } = open;
  const offered = async () => (await connector.check(ctx)).problems.flatMap(({ mend }: CheckProblem) => (mend ? [mend.id] : []));
  return { sandbox, ctx, offered };
}

describe("checks of a Dolibarr as its installer leaves it", () => {
  it("CO-06 CO-08 offers to create what the company lacks, and has nothing left to offer once it is done", async () => {
    const { ctx, offered, sandbox } = await fresh();
    sandbox.world.table("module").insert({ name: "stock" });
    sandbox.world.table("module").insert({ name: "service" });
    expect((await offered()).sort()).toEqual(["createServices", "createWarehouse", "openAccount"]);
    for (const mend of await offered()) await connector.mends?.[mend]?.run(ctx);
    expect(await offered()).toEqual([]);
    expect([...sandbox.world.table("entrepot").all()]).toMatchObject([{ label: "BOUTIQUE", statut: "1" }]);
  });

  it("CO-30 creates the services as the orders would: net 0, on sale and on purchase, once", async () => {
    const { ctx, sandbox } = await fresh(1);
    await connector.mends?.createServices?.run(ctx);
    await connector.mends?.createServices?.run(ctx);
    const services = [...sandbox.world.table("product").all()];
    expect(services.map(({ ref }) => ref).sort()).toEqual(["PrestaDiscount", "PrestaShipping", "PrestaWrapping"]);
    for (const service of services) expect(service).toMatchObject({ status: "1", status_buy: "1" });
  });

  it("CO-05 warns of an address without https, but not on one machine or network", async () => {
    const { ctx } = await fresh(1);
    const at = (url: string) => addressProblems({ ...ctx, config: { url, entity: "", timeZone: "" } });
    expect(at("http://erp.example.com")).toHaveLength(1);
    for (const url of ["https://erp.example.com", "http://127.0.0.1:8080", "http://dolibarr", "http://localhost"]) {
      expect(at(url)).toEqual([]);
    }
  });

  it("CO-06 names the modules that are off, with where to turn them on, and those without which nothing goes as errors", async () => {
    const { ctx, sandbox } = await fresh(1);
    const modules = sandbox.world.table("module");
    for (const row of [...modules.all()])
      if (["facture", "categorie", "service"].includes(String(row.name))) modules.delete(row.id);
    const { ok, problems } = await connector.check(ctx);
    const off = problems.filter(({ message }) => message.en.includes("is off"));
    expect(ok).toBe(false);
    expect(off.find(({ message }) => message.en.includes("Invoices"))).toMatchObject({ severity: "error" });
    expect(off.find(({ message }) => message.en.includes("Services"))).toMatchObject({ severity: "warning" });
    for (const { advice } of off) expect(advice?.fr).toContain("Accueil > Configuration > Modules");
  });

  it("CO-06 names what the user of the key may not write, and says nothing of one that may", async () => {
    const { ctx, sandbox } = await fresh(1);
    const may = async () => (await connector.check(ctx)).problems.filter(({ message }) => message.en.includes("may not"));
    expect(await may()).toEqual([]);
    const users = sandbox.world.table("user");
    const rights = [
      "user.self.lire",
      "societe.lire",
      "produit.lire",
      "commande.lire",
      "facture.lire",
      "banque.lire",
      "commande.creer",
    ];
    for (const user of [...users.all()]) users.update(user.id, { rights });
    const missing = await may();
    expect(missing.map(({ advice }) => /“(.*)”/.exec(advice?.en ?? "")?.[1])).toEqual([
      "societe.client.voir",
      "societe.creer",
      "produit.creer",
      "facture.creer",
      "facture.paiement",
    ]);
  });

  it("GEN-01 a user who sees its own customers only cannot be used: what is there would not be found, and be made twice", async () => {
    const { ctx, sandbox } = await fresh(1);
    const users = sandbox.world.table("user");
    const rights = ["user.self.lire", "societe.lire", "societe.list", "societe.creer", "commande.lire", "commande.creer"];
    for (const user of [...users.all()]) users.update(user.id, { rights });
    sandbox.world.table("societe").insert({ name: "Client", client: "1" });
    const record = { key: "1", externalRef: "1", idempotencyKey: "1", data: { name: "Nouveau", client: 1 } };
    await connector.write(ctx, { stream: "thirdparties", records: [record] });
    const request = {
      stream: "thirdparties",
      by: "externalRef" as const,
      candidates: [{ key: "1", externalRef: "1", values: {} }],
    };
    expect(await connector.find(ctx, request)).toEqual([{ key: "1", matches: [] }]);
    const { ok, problems } = await connector.check(ctx);
    expect(ok).toBe(false);
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: "error",
        message: expect.objectContaining({ fr: "L’utilisateur de la clé ne peut pas voir tous les tiers" }),
      }),
    );
  });

  it("CO-08 says by how much the clock of the server is off", async () => {
    const { ctx } = await fresh(1);
    const at = (minutes: number) => clockProblems({ ...ctx, now: () => new Date(Date.now() + minutes * 60_000) } as Context);
    expect(await at(0)).toEqual([]);
    expect(await at(3)).toEqual([]);
    expect((await at(10)).map(({ message }) => message.fr)).toEqual(["L’horloge de Dolibarr retarde de 10 minutes"]);
    expect((await at(-10)).map(({ message }) => message.fr)).toEqual(["L’horloge de Dolibarr avance de 10 minutes"]);
  });
});
