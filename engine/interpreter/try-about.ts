import type { DocumentProof } from "@/engine/interpreter/try-documents";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** What a person recognises a record by, beside its reference. */
export interface RecordAbout {
  /** Customer of a document, name of anything else; empty when the record tells none. */
  readonly name: string;
  /** What the customer pays; null for what is no document. */
  readonly amount: { readonly value: string; readonly currency: string } | null;
}

/** From the record as its connector reads it. `proof`: of the document that would be booked for it. */
export function aboutOf(data: JsonObject, proof: DocumentProof | undefined): RecordAbout {
  return { name: personOf(data) || nameOf(data), amount: amountOf(data, proof) };
}

/** Of whom it is: what an order's customer is called, else who it is delivered or billed to. */
function personOf(data: JsonObject): string {
  for (const part of [data.invoiceAddress, data.customer, data.billing, data.thirdparty, data.deliveryAddress]) {
    const name = isJsonObject(part) ? nameOf(part) : "";
    if (name !== "") return name;
  }
  return "";
}

function nameOf(data: JsonObject): string {
  const company = textOf(data.company);
  if (company !== "") return company;
  const person = [data.firstname ?? data.first_name, data.lastname ?? data.last_name].map(textOf).filter((part) => part !== "");
  if (person.length > 0) return person.join(" ");
  return textOf(data.name) || textOf(data.label) || textOf(data.title);
}

/** A text, or the first of a translated one. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value.trim();
  if (!isJsonObject(value)) return "";
  const first = Object.values(value).find((text) => typeof text === "string" && text.trim() !== "");
  return typeof first === "string" ? first.trim() : "";
}

function amountOf(data: JsonObject, proof: DocumentProof | undefined): RecordAbout["amount"] {
  if (proof) return { value: proof.proof.shop.gross, currency: proof.proof.currency };
  const { sale } = data;
  if (!isJsonObject(sale) || !isJsonObject(sale.totals)) return null;
  const { due } = sale.totals;
  return typeof due === "string" && typeof sale.currency === "string" ? { value: due, currency: sale.currency } : null;
}
