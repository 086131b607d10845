import { z } from "zod";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** Every kind of node; `engine/nodes/{definitions,runners}.ts` are total over it. */
export const NODE_KINDS = [
  "trigger-manual",
  "trigger-schedule",
  "trigger-webhook",
  "read",
  "enrich",
  "find",
  "transform",
  "map-table",
  "document",
  "split",
  "filter",
  "branch",
  "stop",
  "write",
  "action",
  "reconcile",
  "note",
] as const;
export const NodeKindSchema = z.enum(NODE_KINDS);
export type NodeKind = z.infer<typeof NodeKindSchema>;

/** What happens to a record that fails at a node: the record alone fails, or the whole run stops. */
export const OnErrorSchema = z.enum(["failRecord", "stopRun"]);

export const FlowNodeSchema = z.strictObject({
  id: z.string().min(1),
  kind: NodeKindSchema,
  version: z.int().min(1),
  label: z.string().max(120).optional(),
  /** Checked by the kind's own schema when the flow is validated; a draft may hold half of it. */
  config: JsonObjectSchema,
  onError: OnErrorSchema.default("failRecord"),
  disabled: z.boolean().default(false),
  /** Ways out at which records stop on purpose: no edge is missed there. */
  ends: z.array(z.string().min(1)).min(1).max(40).optional(),
});
export type FlowNode = z.infer<typeof FlowNodeSchema>;

export const FlowEdgeSchema = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  sourceHandle: z.string().min(1),
  target: z.string().min(1),
  targetHandle: z.string().min(1),
});
export type FlowEdge = z.infer<typeof FlowEdgeSchema>;

export const FlowSettingsSchema = z.strictObject({
  /** Records a page at the most; the connector's own limit may be lower. */
  pageSize: z.int().min(1).max(500).default(100),
  /** The run stops once this many records failed; absent = never. */
  maxFailures: z.int().min(1).optional(),
});

/** A frame around nodes; folded, it stands for them. Drawing only: nothing of it runs. */
export const FlowGroupSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().max(120),
  nodeIds: z.array(z.string()).min(1).max(1000),
  isFolded: z.boolean(),
});
export type FlowGroup = z.infer<typeof FlowGroupSchema>;

export const FlowLayoutSchema = z.strictObject({
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
  viewport: z.strictObject({ x: z.number(), y: z.number(), zoom: z.number() }).optional(),
  groups: z.array(FlowGroupSchema).max(200).optional(),
});

/** A flow as people draw it: tolerant, always saveable. What may run is decided by `validateFlow`. */
export const FlowDocumentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string().min(1).max(120),
  nodes: z.array(FlowNodeSchema).max(1000),
  edges: z.array(FlowEdgeSchema).max(4000),
  settings: FlowSettingsSchema,
  layout: FlowLayoutSchema,
});
export type FlowDocument = z.infer<typeof FlowDocumentSchema>;

/**
 * A connection in a config: `role:shop` (the integration says which connection plays the role)
 * or a connection id (a flow outside any integration).
 */
export const ConnectionRefSchema = z.string().regex(/^(role:[a-z][a-zA-Z0-9]*|con_[a-z0-9]+)$/);

/** A problem of a draft, pinned where the canvas shows it. `message` is a key of `messages/` under `problems`. */
export type Problem = {
  code: string;
  severity: "error" | "warning";
  nodeId?: string;
  edgeId?: string;
  /** Dotted path in the node's config. */
  path?: string;
  params?: Record<string, string>;
};
