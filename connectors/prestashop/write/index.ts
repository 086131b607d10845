import type { WriteOutcome, WriteRecord, WriteRequest } from "@/connectors/contract";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { mainLanguage } from "@/connectors/prestashop/reference";
import { reading } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { createRecords } from "@/connectors/prestashop/write/create";
import { failed } from "@/connectors/prestashop/write/outcomes";
import type { Preparing } from "@/connectors/prestashop/write/prepare";
import { writeStock } from "@/connectors/prestashop/write/stock";
import { type Update, updateRecords } from "@/connectors/prestashop/write/update";
import { AppError } from "@/lib/core/errors";

/** What preparing records of a stream needs; reads the languages, and so learns the shop's version. */
export async function preparing(ctx: PrestashopContext, stream: string): Promise<Preparing> {
  const [how, language] = await Promise.all([reading(ctx), mainLanguage(ctx)]);
  return { resource: resourceOf(stream), languages: how.languages, zone: how.zone, mainLanguage: language };
}

/** One outcome per record, in order. Throws where the whole batch cannot work: key refused, stream not writable. */
export async function write(ctx: PrestashopContext, request: WriteRequest): Promise<WriteOutcome[]> {
  const how = await preparing(ctx, request.stream);
  const updates = request.records.filter((record): record is Update => record.targetId !== undefined);
  const creates = request.records.filter((record) => record.targetId === undefined);
  if (request.stream === "stock_availables") return writeStock(ctx, how, request.records);
  if (creates.length > 0) assertMode(request.stream, "create", how);
  if (updates.length > 0) assertMode(request.stream, "update", how);
  // Creates first: their outcomes must not be lost to an error of the updates, which may be sent again.
  const created = await createRecords(ctx, how, creates);
  const updated = await updateRecords(ctx, how, updates).catch((thrown: unknown) => {
    if (creates.length === 0) throw thrown;
    return updates.map(() => failed(thrown, { creating: false }));
  });
  const outcomes = new Map<WriteRecord, WriteOutcome | undefined>();
  for (const [index, record] of updates.entries()) outcomes.set(record, updated[index]);
  for (const [index, record] of creates.entries()) outcomes.set(record, created[index]);
  return request.records.flatMap((record) => outcomes.get(record) ?? []);
}

function assertMode(stream: string, mode: "create" | "update", how: Preparing): void {
  if (how.resource.modes.includes(mode)) return;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `PrestaShop's ${stream} cannot be written this way: ${mode}`,
    details: { stream, mode },
  });
}
