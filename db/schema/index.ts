export * from "./connections";
export * from "./executor";
export * from "./flows";
export * from "./integrations";
export * from "./links";
export * from "./messages";
export * from "./runs";
export * from "./workspaces";
