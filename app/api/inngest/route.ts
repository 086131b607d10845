import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { getRunning } from "@/lib/server/compose";

/** Called by a real Inngest, which signs its calls; with the embedded executor there is nothing here. */
async function handle(request: NextRequest, context: unknown): Promise<Response> {
  const { engine } = await getRunning();
  if (!engine.served) return new Response(null, { status: 404 });
  const { client, functions } = engine.served;
  return serve({ client, functions: [...functions], enableUnauthedSync: false })(request, context);
}

export { handle as GET, handle as POST, handle as PUT };
