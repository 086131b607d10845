// Pages forbid code made of text (next.config.ts): zod checks its own way then, instead of trying and being refused. Where
// zod 4 keeps its settings; to import its `config` would put zod itself into the first script of every page.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
