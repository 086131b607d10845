import { config } from "zod/v4/core";

// Pages forbid code made of text (next.config.ts): zod checks its own way then, instead of trying and being refused.
config({ jitless: true });
