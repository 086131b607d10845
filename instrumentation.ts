/**
 * Called once by Next before the first request, and by its build, which must not open anybody's store.
 * The `if` lets the bundler drop the server from other runtimes.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NEXT_PHASE !== "phase-production-build") {
    const { getRunning } = await import("@/lib/server/compose");
    await getRunning();
  }
}
