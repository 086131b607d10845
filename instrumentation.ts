/** Called once by Next before the first request. The `if` lets the bundler drop the server from other runtimes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getRunning } = await import("@/lib/server/compose");
    await getRunning();
  }
}
