"use client";

import { ReactFlowProvider } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CanvasControls } from "@/components/canvas/canvas-controls";
import { EditorProvider, useEditor } from "@/components/canvas/editor-context";
import { type EditorStart, selectedNode } from "@/components/canvas/editor-store";
import type { EditorActions, EditorChoices, FlowHead } from "@/components/canvas/editor-types";
import { ConflictNote, FlowBar } from "@/components/canvas/flow-bar";
import { FlowCanvas } from "@/components/canvas/flow-canvas";
import { Inspector } from "@/components/canvas/inspector/inspector";
import { KeySheet } from "@/components/canvas/key-sheet";
import { ChoicesContext } from "@/components/canvas/node-summary";
import { Palette } from "@/components/canvas/palette";
import { QuickPick } from "@/components/canvas/quick-pick";
import { SelectionBar } from "@/components/canvas/selection-bar";
import { useTrial } from "@/components/canvas/test/use-trial";
import { ToolsProvider } from "@/components/canvas/tools-context";
import { useAutosave } from "@/components/canvas/use-autosave";
import { useClipboard } from "@/components/canvas/use-clipboard";
import { useEdits } from "@/components/canvas/use-edits";
import { useLiveRun } from "@/components/canvas/use-live-run";
import { useScope } from "@/components/canvas/use-scope";
import { useShortcuts } from "@/components/canvas/use-shortcuts";
import { ExpressionScopeContext } from "@/components/mapping/expression-scope";
import { Button } from "@/components/ui/button";

type Props = {
  flow: FlowHead;
  start: EditorStart;
  choices: EditorChoices;
  actions: EditorActions;
  may: { readonly publish: boolean; readonly run: boolean };
};

/** The flow editor: palette, drawing, and the selected step beside it. */
export function FlowEditor({ start, ...rest }: Props) {
  return (
    <ReactFlowProvider>
      <EditorProvider start={start}>
        <ChoicesContext value={rest.choices}>
          <Workbench {...rest} />
        </ChoicesContext>
      </EditorProvider>
    </ReactFlowProvider>
  );
}

function Workbench({ flow, choices, actions, may }: Omit<Props, "start">) {
  const t = useTranslations("editor");
  const { flush } = useAutosave(flow.id, actions.save);
  const live = useLiveRun(flow.runningRun);
  const trial = useTrial(flow.id, actions.trial);
  const mayEdit = useEditor((state) => state.mayEdit);
  const hasSelection = useEditor((state) => selectedNode(state) !== undefined);
  const [palette, setPalette] = useState(false);
  const edits = useEdits();
  useShortcuts(edits);
  useClipboard(edits);
  const scope = useScope(flow.id, choices, actions.mapping.table);
  const tools = { edits, isTrying: trial.busy, tryNode: (id: string) => void trial.run(id) };
  return (
    <ToolsProvider tools={tools}>
      <ExpressionScopeContext value={scope}>
        <div className="workbench" data-inspector={hasSelection} data-palette={palette}>
          <FlowBar flow={flow} actions={actions} flush={flush} live={live} onTry={() => trial.run()} may={may} />
          <ConflictNote />
          {mayEdit && <Palette />}
          <div className="canvas">
            <FlowCanvas />
            <CanvasControls />
            <SelectionBar edits={edits} />
            {mayEdit && (
              <Button
                className="add-step"
                icon={<Plus className="icon" />}
                aria-expanded={palette}
                onClick={() => setPalette(!palette)}
              >
                {t("palette.add")}
              </Button>
            )}
          </div>
          {hasSelection && (
            <Inspector
              choices={choices}
              trial={trial}
              mapping={{ flowId: flow.id, actions: actions.mapping, coverage: actions.coverage }}
            />
          )}
          <QuickPick edits={edits} />
          <KeySheet />
        </div>
      </ExpressionScopeContext>
    </ToolsProvider>
  );
}
