import { z } from "zod";
import type { Place } from "./installation";

const DocumentSchema = z.looseObject({
  id: z.coerce.string(),
  ref_ext: z.string().nullish(),
  total_ttc: z.coerce.string().optional(),
  multicurrency_code: z.string().nullish(),
  multicurrency_total_ttc: z.coerce.string().nullish(),
});
export type Document = z.infer<typeof DocumentSchema>;

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

export async function readAll(place: Place, kind: string): Promise<Document[]> {
  const documents: Document[] = [];
  for (let page = 0; ; page += 1) {
    const answer = await ask(place, `/${kind}?limit=500&page=${page}&sortfield=t.rowid`);
    const part = z.array(DocumentSchema).parse(answer);
    documents.push(...part);
    if (part.length < 500) return documents;
  }
}

export async function ask({ sandboxes: { dolibarr } }: Place, path: string): Promise<unknown> {
  const response = await fetch(`${dolibarr.url}/api/index.php${path}`, { headers: { DOLAPIKEY: dolibarr.secrets.apiKey ?? "" } });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
