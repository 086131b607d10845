import type { Action } from "@/components/ui/use-action";
import type { FlowDocument } from "@/engine/document/schema";

export interface VersionSummary {
  readonly id: string;
  readonly number: number;
  /** Name of who published it; null = the installation, or a token. */
  readonly author: string | null;
  readonly note: string | null;
  readonly publishedAt: Date;
}

/** The template's document a flow was made of, and its newer one; the same version twice when there is none. */
export interface TemplateUpdateView {
  readonly from: number;
  readonly to: number;
  readonly base: FlowDocument;
  readonly theirs: FlowDocument;
  /** Flows the template has and the integration lacks. */
  readonly newFlows: readonly { readonly key: string; readonly title: string }[];
}

export interface VersionActions {
  readonly list: Action<{ flowId: string }, readonly VersionSummary[]>;
  readonly read: Action<{ flowId: string; versionId: string }, { document: FlowDocument }>;
  /** Null for a flow that no template made. */
  readonly template: Action<{ flowId: string }, TemplateUpdateView | null>;
  readonly settle: Action<{ flowId: string; to: number }>;
  readonly addFlow: Action<{ flowId: string; key: string }, { id: string }>;
}
