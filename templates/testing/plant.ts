import type { Row } from "@/connectors/sandbox-kit/store";
import { decimal } from "@/lib/core/decimal";
import type { World } from "@/templates/testing/world";

/** Changes made by hand in Dolibarr, behind the back of the integration: by its API where that can do it. */
export class Saboteur {
  constructor(private readonly world: World) {}

  private table(name: string) {
    return this.world.erp.world.table(name);
  }

  async call(method: string, path: string, body: object = {}): Promise<unknown> {
    const { url, key } = this.world.erp;
    const headers = { DOLAPIKEY: key, "content-type": "application/json" };
    const text = method === "GET" || method === "DELETE" ? {} : { body: JSON.stringify(body) };
    const reply = await fetch(`${url}/api/index.php${path}`, { method, headers, ...text });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  }

  /** Fields of a document, as somebody with the database, or the right menu, changes them. */
  set(kind: "commande" | "facture", id: number, fields: Record<string, string | number>): void {
    this.table(kind).update(id, fields);
  }

  delete(kind: "commande" | "facture", id: number): void {
    this.table(kind).delete(id);
    for (const line of this.lines(kind, id)) this.table(`${kind}det`).delete(line.id);
    const side = kind === "commande" ? "_source" : "_target";
    for (const link of this.table("element_element").by(side, `${kind}:${id}`)) this.table("element_element").delete(link.id);
  }

  lines(kind: "commande" | "facture", id: number): Row[] {
    return this.table(`${kind}det`).by(`fk_${kind}`, String(id));
  }

  /** Another net price, quantity or rate of the first line of goods, and the totals that go with it. */
  changeLine(kind: "commande" | "facture", id: number, change: { net?: string; rate?: string }): void {
    const [line] = this.lines(kind, id);
    if (!line) throw new Error(`no line in ${kind} ${id}`);
    const net = decimal(change.net ?? String(line.total_ht));
    const rate = decimal(change.rate ?? String(line.tva_tx));
    const vat = net.mul(rate).div(decimal(100), 2);
    const own = { total_ht: net.toFixed(8), total_tva: vat.toFixed(8), total_ttc: net.add(vat).toFixed(8) };
    this.table(`${kind}det`).update(line.id, { ...own, tva_tx: rate.toFixed(4) });
    this.total(kind, id);
  }

  addLine(kind: "commande" | "facture", id: number, net: string): void {
    const [line] = this.lines(kind, id);
    if (!line) throw new Error(`no line in ${kind} ${id}`);
    const { id: _id, ...rest } = line;
    const fields = { tva_tx: "0.0000", total_ht: net, total_tva: "0", total_ttc: net, desc: "Ajout manuel" };
    this.table(`${kind}det`).insert({ ...rest, ...fields });
    this.total(kind, id);
  }

  dropLine(kind: "commande" | "facture", id: number): void {
    const [line] = this.lines(kind, id);
    if (line) this.table(`${kind}det`).delete(line.id);
    this.total(kind, id);
  }

  private total(kind: "commande" | "facture", id: number): void {
    const sum = (field: string) =>
      this.lines(kind, id)
        .reduce((total, line) => total.add(decimal(String(line[field]))), decimal(0))
        .toFixed(8);
    this.set(kind, id, { total_ht: sum("total_ht"), total_tva: sum("total_tva"), total_ttc: sum("total_ttc") });
  }

  forgetPayments(invoice: number): void {
    for (const row of this.table("paiement_facture").by("fk_facture", String(invoice))) {
      this.table("paiement").delete(Number(row.fk_paiement));
      this.table("paiement_facture").delete(row.id);
    }
  }

  payAgain(invoice: number, amount: string): void {
    const made = this.table("paiement").insert({ ref: "PAY-HAND", amount, datep: 1_787_529_600 });
    this.table("paiement_facture").insert({ fk_paiement: String(made.id), fk_facture: String(invoice), amount });
  }
}
