import { CONTRACTS } from "@/app/api/v1/contracts";
import { openApiDocument } from "@/app/api/v1/openapi.json/document";
import { getApp } from "@/lib/server/compose";

/** Public: it says how to call, not what is there. */
export async function GET(): Promise<Response> {
  const app = await getApp();
  return Response.json(openApiDocument(CONTRACTS, app.env.url));
}
