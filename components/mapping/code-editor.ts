import type { editor } from "monaco-editor/esm/vs/editor/editor.api.js";
import type { ExpressionProblem } from "@/components/mapping/expression-problem";
import { type CompletionSource, offerCompletion } from "@/components/mapping/jsonata-completion";
import { offerHover } from "@/components/mapping/jsonata-hover";
import { LANGUAGE_ID, type Monaco } from "@/components/mapping/monaco";

const LINE_HEIGHT = 18;
const PADDING = 6;
const MIN_LINES = 4;
const MAX_LINES = 16;
const MARKS = "passerelle";

export type CodeEditorInput = {
  readonly host: HTMLElement;
  readonly id: string;
  readonly value: string;
  readonly label: string;
  /** Fills its host instead of growing with its text. */
  readonly isLarge: boolean;
  readonly onChange: (value: string) => void;
  readonly source: () => CompletionSource;
  /** Shift + Alt + F: the text with its lines and spaces in order. */
  readonly format: (value: string) => string;
};

/** A code editor in the page; the field around it owns the value. */
export interface CodeEditor {
  readonly focus: () => void;
  /** Takes a value that came from elsewhere: one step of the field's own undo. */
  readonly setValue: (value: string) => void;
  /** Puts a call at the cursor, `$0` where the cursor is to be. */
  readonly insert: (snippet: string) => void;
  readonly describe: (state: { label: string; readOnly: boolean; describedBy: string | undefined; invalid: boolean }) => void;
  readonly mark: (problem: ExpressionProblem | undefined, words: string) => void;
  readonly dispose: () => void;
}

export function createCodeEditor(monaco: Monaco, input: CodeEditorInput): CodeEditor {
  const { host, id, value, isLarge, onChange } = input;
  const model = monaco.editor.createModel(value, LANGUAGE_ID);
  const made = monaco.editor.create(host, { ...optionsOf(input), model });
  const set = (next: string) => {
    if (next === model.getValue()) return;
    made.pushUndoStop();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: next }], () => null);
    made.pushUndoStop();
  };
  offerCompletion(monaco, model, input.source);
  offerHover(monaco);
  made.addCommand(monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF, () => set(input.format(model.getValue())));
  const text = host.querySelector("textarea");
  if (text) text.id = id;
  if (!isLarge) grow(made, host);
  made.onDidChangeModelContent(() => onChange(model.getValue()));
  document.fonts.ready.then(() => monaco.editor.remeasureFonts());
  return {
    focus: () => {
      made.focus();
      made.setPosition(model.getFullModelRange().getEndPosition());
    },
    setValue: set,
    insert: (snippet) => {
      made.focus();
      const [before = "", after = ""] = snippet.split("$0");
      const range = made.getSelection() ?? model.getFullModelRange();
      const start = model.getOffsetAt(range.getStartPosition()) + before.length;
      made.pushUndoStop();
      made.executeEdits(MARKS, [{ range, text: before + after, forceMoveMarkers: true }]);
      made.pushUndoStop();
      made.setPosition(model.getPositionAt(start));
    },
    describe: ({ label, readOnly, describedBy, invalid }) => {
      made.updateOptions({ readOnly, ariaLabel: label });
      if (describedBy) text?.setAttribute("aria-describedby", describedBy);
      else text?.removeAttribute("aria-describedby");
      text?.setAttribute("aria-invalid", String(invalid));
    },
    mark: (problem, words) => monaco.editor.setModelMarkers(model, MARKS, problem ? [marker(monaco, model, problem, words)] : []),
    dispose: () => {
      made.dispose();
      model.dispose();
    },
  };
}

function optionsOf({ label, isLarge }: CodeEditorInput): editor.IStandaloneEditorConstructionOptions {
  return {
    ariaLabel: label,
    // A text area of its own can be named, described and left with Tab like any other field.
    editContext: false,
    tabFocusMode: true,
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--mono"),
    fontSize: 12,
    lineHeight: LINE_HEIGHT,
    padding: { top: PADDING, bottom: PADDING },
    lineNumbers: isLarge ? "on" : "off",
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 10,
    glyphMargin: false,
    folding: false,
    wordWrap: "on",
    tabSize: 2,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    renderLineHighlight: "none",
    bracketPairColorization: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
    contextmenu: false,
    // Inside a panel that scrolls the list must float above it; a dialog is moved, where fixed positions go wrong.
    fixedOverflowWidgets: !isLarge,
    quickSuggestions: { other: true, comments: false, strings: true },
    wordBasedSuggestions: "off",
    suggest: { showWords: false, preview: false },
  };
}

function grow(made: editor.IStandaloneCodeEditor, host: HTMLElement): void {
  const resize = () => {
    const lines = Math.min(MAX_LINES, Math.max(MIN_LINES, (made.getContentHeight() - 2 * PADDING) / LINE_HEIGHT));
    host.style.height = `${lines * LINE_HEIGHT + 2 * PADDING}px`;
  };
  made.onDidContentSizeChange(resize);
  resize();
}

function marker(monaco: Monaco, model: editor.ITextModel, problem: ExpressionProblem, words: string): editor.IMarkerData {
  const start = model.getPositionAt(problem.start);
  const end = model.getPositionAt(problem.end);
  return {
    severity: monaco.MarkerSeverity.Error,
    message: words,
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
