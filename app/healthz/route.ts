/** The process answers. Says nothing of the store: a restart would not mend that. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
