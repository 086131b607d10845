import { getApp } from "@/lib/server/compose";
import { renderMetrics } from "@/lib/server/metrics";

export async function GET(): Promise<Response> {
  const { contentType, text } = await renderMetrics(await getApp());
  return new Response(text, { headers: { "content-type": contentType } });
}
