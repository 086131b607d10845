import { getRunning } from "@/lib/server/compose";

// A process of its own with a whole installation, ended as `npm start` ends it.
process.on("SIGTERM", () => {
  void Promise.resolve(globalThis.passerelleShutdown?.()).then(() => process.exit(0));
});

await getRunning();
process.stdout.write("ready\n");
