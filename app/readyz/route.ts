import { sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors";
import { getApp } from "@/lib/server/compose";
import { problemResponse } from "@/lib/server/problem";

/** The installation can serve: started, and its store answers. */
export async function GET(): Promise<Response> {
  try {
    const app = await getApp();
    await app.db.execute(sql`select 1`);
    return Response.json({ status: "ready" });
  } catch (cause) {
    return problemResponse(storeUnavailable(cause));
  }
}

function storeUnavailable(cause: unknown): AppError {
  return new AppError({ code: "store.unavailable", category: "transient", message: "The store does not answer", cause });
}
