import { z } from "zod";
import type { Place } from "./installation";

const DocumentSchema = z.looseObject({
  id: z.coerce.string(),
  ref_ext: z.string().nullish(),
  total_ttc: z.coerce.number().optional(),
  sumpayed: z.coerce.number().nullish(),
});
type Document = z.infer<typeof DocumentSchema>;

export type Verdict = {
  /** Documents in the ERP that name the same source record as another of their kind. */
  readonly duplicates: number;
  /** Links to documents that are not there. */
  readonly missing: number;
  readonly documents: number;
};

const KINDS = ["thirdparties", "contacts", "products", "orders", "invoices"] as const;

/** Asks the ERP itself: every link leads to a document, and no source record has two of a kind. */
export async function verifyErp(place: Place, links: readonly { kind: string; targetId: string }[]): Promise<Verdict> {
  let duplicates = 0;
  let missing = 0;
  let documents = 0;
  for (const kind of KINDS) {
    const found = await readAll(place, kind);
    const named = found.map((document) => document.ref_ext ?? "").filter((name) => name !== "");
    duplicates += named.length - new Set(named).size;
    documents += named.length;
    const ids = new Set(found.map((document) => document.id));
    missing += links.filter((link) => link.kind === kind && !ids.has(link.targetId)).length;
  }
  return { duplicates, missing, documents };
}

/** Payments in the ERP beyond what each invoice asks: a payment sent twice shows here. */
export async function countOverpaid(place: Place): Promise<number> {
  let overpaid = 0;
  for (const invoice of await readAll(place, "invoices")) {
    if (!invoice.ref_ext) continue;
    const payments = z
      .array(z.looseObject({ amount: z.coerce.number() }))
      .parse(await ask(place, `/invoices/${invoice.id}/payments`));
    const paid = payments.reduce((sum, payment) => sum + payment.amount, 0);
    if (paid > (invoice.total_ttc ?? 0) + 0.005) overpaid += 1;
  }
  return overpaid;
}

async function readAll(place: Place, kind: string): Promise<Document[]> {
  const documents: Document[] = [];
  for (let page = 0; ; page += 1) {
    const answer = await ask(place, `/${kind}?limit=500&page=${page}&sortfield=t.rowid`);
    const part = z.array(DocumentSchema).parse(answer);
    documents.push(...part);
    if (part.length < 500) return documents;
  }
}

async function ask({ sandboxes: { dolibarr } }: Place, path: string): Promise<unknown> {
  const response = await fetch(`${dolibarr.url}/api/index.php${path}`, { headers: { DOLAPIKEY: dolibarr.secrets.apiKey ?? "" } });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
