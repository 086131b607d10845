"use client";

import { useState } from "react";
import { toast } from "sonner";
import type { CoverageRequest, CoverageView } from "@/components/canvas/coverage";
import { useEditorStore } from "@/components/canvas/editor-context";
import { useErrorText } from "@/components/ui/error-text";
import type { Action } from "@/components/ui/use-action";

/** Counts on records read now what the flow on the screen does not cover; kept with the editor until the next count. */
export function useCoverage(flowId: string, measure: Action<CoverageRequest, CoverageView>) {
  const store = useEditorStore();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const result = await measure({ flowId, document: store.getState().document });
      if (result.ok) store.setState({ coverage: result.value });
      else toast.error(errorText(result.error));
    } catch {
      toast.error(errorText({ code: "store.unavailable", category: "transient", message: "", details: {} }));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}
