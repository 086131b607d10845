import { redirect } from "next/navigation";

/** A connection's address opens its panel in the list. */
export default async function ConnectionPage({ params }: { params: Promise<{ connectionId: string }> }) {
  const { connectionId } = await params;
  redirect(`/connections?open=${encodeURIComponent(connectionId)}`);
}
