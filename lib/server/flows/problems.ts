import type { FlowRow } from "@/db/queries/flows";
import type { FlowDocument, Problem } from "@/engine/document/schema";
import { planFlow } from "@/engine/interpreter/plan";
import { toAppError } from "@/lib/core/errors";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

/** What keeps a document from running, or is worth a warning, given what its flow may use. */
export async function problemsOf(
  _app: App,
  _access: Access,
  _flow: Pick<FlowRow, "integrationId">,
  document: FlowDocument,
): Promise<Problem[]> {
  try {
    planFlow(document);
    return [];
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== "flow.invalid") throw error;
    return [{ code: "flow.invalid", severity: "error", params: { message: error.message } }];
  }
}
