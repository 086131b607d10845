"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Edits } from "@/components/canvas/use-edits";

/** What cards on the drawing may ask of the editor around it. */
export interface Tools {
  readonly edits: Edits;
  readonly isTrying: boolean;
  tryNode(id: string): void;
}

const ToolsContext = createContext<Tools | null>(null);

export function ToolsProvider({ tools, children }: { tools: Tools; children: ReactNode }) {
  return <ToolsContext value={tools}>{children}</ToolsContext>;
}

export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (!tools) throw new Error("Cards live inside ToolsProvider");
  return tools;
}
