import { notFound } from "next/navigation";
import { toAppError } from "@/lib/core/errors";

/** The value, or the page for what is not there (or is another workspace's). */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (thrown) {
    if (toAppError(thrown).category === "notFound") notFound();
    throw thrown;
  }
}
