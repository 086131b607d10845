import { notFound } from "next/navigation";
import { requireSession } from "@/lib/server/session";

/** An address that leads nowhere keeps the navigation around it. */
export default async function Missing() {
  await requireSession();
  notFound();
}
