// A process of the application without its pages: only what runs flows. Ends by kill -9.
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { openInstallation, PlaceSchema } from "./installation";

let engine: FlowEngine | undefined;
const place = PlaceSchema.parse(JSON.parse(process.env.PASSERELLE_PLACE ?? "{}"));
const { app } = openInstallation(place, () => engine?.relay());
// Faults are many here: pages that could not be done are done again soon, not after a quarter of a minute.
engine = await startFlowEngine(app, { backoff: (attempt) => 300 * 2 ** attempt, pollMs: 300, maxExpiries: 200 });
process.stdout.write("ready\n");
