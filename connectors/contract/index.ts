// What a connector offers and what crosses the line between it and the engine.
export type * from "./check";
export * from "./connector";
export type * from "./context";
export * from "./ledger";
export type * from "./read";
export type * from "./sale";
export type * from "./webhook";
export type * from "./write";
