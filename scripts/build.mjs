// `npm run build`: what `npm start` would build, ready for it.
import { ensureBuild, ensureDependencies, requireNode } from "./lib/tooling.mjs";

requireNode();
await ensureDependencies();
await ensureBuild();
