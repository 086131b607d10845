"use client";

import { ArrowLeft, Check, Redo2, Undo2, WandSparkles } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ExpressionBench } from "@/components/mapping/expression-editor";
import { Gutter } from "@/components/mapping/visual/gutter";
import { MapperProvider, useMapper as useMapperState } from "@/components/mapping/visual/mapper-context";
import { PreviewPane, SampleStepper } from "@/components/mapping/visual/preview-pane";
import { RulePanel } from "@/components/mapping/visual/rule-panel";
import { SourceTree } from "@/components/mapping/visual/source-tree";
import { type Shown, TargetTree } from "@/components/mapping/visual/target-tree";
import { coverage } from "@/components/mapping/visual/trees";
import { useDrawLine } from "@/components/mapping/visual/use-draw-line";
import { type MapperInput, type Mapper as MapperModel, useMapper } from "@/components/mapping/visual/use-mapper";
import { useTree } from "@/components/mapping/visual/use-tree";
import { Button } from "@/components/ui/button";
import { Meter } from "@/components/ui/meter";
import { Segmented } from "@/components/ui/segmented";
import { ruleAt } from "@/engine/mapping/visual/edit";
import { flatten, type RecordField } from "@/engine/mapping/visual/fields";
import { fieldId } from "@/engine/mapping/visual/preview";

type Props = MapperInput & {
  flowName: string;
  nodeName: string;
  sourceTitle: string;
  onClose: () => void;
  onShowSample: (position: number) => void;
  onTry: () => void;
  history: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean };
};

/** The mapper over the whole window: both records side by side, the lines between them, the rule and the preview. */
export function Mapper(props: Props) {
  const t = useTranslations("mapper");
  const model = useMapper(props);
  const [view, setView] = useState<"fields" | "text">(model.isDrawable ? "fields" : "text");
  const canDraw = view === "fields" && model.isDrawable;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className="mapper"
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => {
            // Escape belongs to what is being done inside: a line in the hand, a list of offers.
            if (model.carried || document.querySelector(".suggest-widget.visible")) event.preventDefault();
            model.carry(null);
          }}
        >
          <MapperProvider value={model}>
            <MapperBar {...props} model={model} view={view} onView={setView} />
            {canDraw ? (
              <Fields {...props} isBusy={model.isBusy} />
            ) : (
              <TextView {...props} isDrawable={model.isDrawable} isBusy={model.isBusy} />
            )}
          </MapperProvider>
          <p className="visually-hidden" aria-live="polite">
            {model.carried ? t("carrying", { field: model.carried.join(".") }) : ""}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type BarProps = Props & { model: MapperModel; view: "fields" | "text"; onView: (view: "fields" | "text") => void };

function MapperBar({ model, view, onView, flowName, nodeName, samples, position, onShowSample, history, onClose }: BarProps) {
  const t = useTranslations("mapper");
  const { filled, total } = coverage(model.target, model.mapping);
  const missing = model.problems.filter(({ code }) => code === "required").length;
  const said = t("filledOf", { filled, total });
  return (
    <header className="mapper-bar">
      <Button square variant="quiet" aria-label={t("back")} icon={<ArrowLeft className="icon" />} onClick={onClose} />
      <span className="muted truncate mapper-flow">{flowName}</span>
      <Dialog.Title className="truncate">{nodeName}</Dialog.Title>
      {model.isDrawable && (
        <>
          <Meter
            total={total}
            label={said}
            parts={[
              { value: filled, tone: "running" },
              { value: missing, tone: "accent" },
            ]}
          />
          <span className="mapper-count">
            {said}
            {missing > 0 && <span className="attention">, {t("missing", { count: missing })}</span>}
          </span>
        </>
      )}
      <span className="push" />
      <Segmented
        label={t("view.label")}
        value={view}
        onValueChange={onView}
        options={[
          { value: "fields", label: t("view.fields") },
          { value: "text", label: t("view.text") },
        ]}
      />
      <Button
        square
        variant="quiet"
        aria-label={t("undo")}
        disabled={!history.canUndo}
        icon={<Undo2 className="icon" />}
        onClick={history.undo}
      />
      <Button
        square
        variant="quiet"
        aria-label={t("redo")}
        disabled={!history.canRedo}
        icon={<Redo2 className="icon" />}
        onClick={history.redo}
      />
      <SampleStepper position={position} total={samples.length} onShow={onShowSample} />
      {!model.readOnly && view === "fields" && (
        <Button
          aria-pressed={model.isSuggesting}
          icon={<WandSparkles className="icon" />}
          onClick={() => model.suggest(!model.isSuggesting)}
        >
          {model.isSuggesting ? t("suggestions", { count: model.suggestions.length }) : t("suggest")}
        </Button>
      )}
      <Button variant="primary" icon={<Check className="icon" />} onClick={onClose}>
        {t("done")}
      </Button>
    </header>
  );
}

function Fields({ sourceTitle, description, onTry, isBusy }: Props & { isBusy: boolean }) {
  const { source, target, mapping, problems, wires, suggestions, selected } = useMapperState();
  const t = useTranslations("mapper");
  const [shown, setShown] = useState<Shown>("all");
  const drawing = useDrawLine();
  const offered = new Set(suggestions.flatMap((each) => (each.source ? [fieldId(each.source)] : [])));
  const from = useTree(source, {
    // What no line leaves from starts folded, so that a long record can be read.
    closed: () => {
      const used = new Set(wires.flatMap(({ sources }) => sources.flatMap(prefixes)));
      const folded = flatten(source).filter(({ path, children }) => children.length > 0 && !used.has(fieldId(path)));
      return new Set(folded.map(({ path }) => fieldId(path)).filter((id) => !offered.has(id)));
    },
  });
  const shownSource = wires.find((wire) => selected && fieldId(wire.target) === fieldId(selected))?.sources[0];
  const sourceId = shownSource ? fieldId(shownSource) : undefined;
  const reveal = useRef(from.reveal);
  reveal.current = from.reveal;
  useEffect(() => {
    if (sourceId !== undefined) reveal.current(sourceId);
  }, [sourceId]);
  const keepRef = useRef(keepers({ problems, mapping }));
  keepRef.current = keepers({ problems, mapping });
  const to = useTree(target, { closed: () => new Set(), ...(shown === "all" ? {} : { keep: keepRef.current[shown] }) });
  return (
    <div className="mapper-fields" data-drawing={drawing.drawn !== null} data-selected={selected !== null}>
      <SourceTree tree={from} drawing={drawing} title={sourceTitle} />
      <Gutter source={from} target={to} drawing={drawing} />
      <TargetTree
        tree={to}
        drawing={drawing}
        title={description.target?.title ?? t("freeTarget")}
        shown={shown}
        onShow={setShown}
      />
      <aside className="mapper-aside">
        <RulePanel />
        <PreviewPane isBusy={isBusy} onTry={onTry} />
      </aside>
    </div>
  );
}

function prefixes(path: readonly string[]): string[] {
  return path.map((_, index) => fieldId(path.slice(0, index + 1)));
}

function keepers({ problems, mapping }: Pick<MapperModel, "problems" | "mapping">) {
  const wrong = new Set(problems.map(({ target }) => fieldId(target)));
  return {
    mapped: (field: RecordField) => ruleAt(mapping, field.path) !== undefined,
    unmapped: (field: RecordField) => !field.readOnly && ruleAt(mapping, field.path) === undefined,
    required: (field: RecordField) => field.required,
    problems: (field: RecordField) => wrong.has(fieldId(field.path)),
  };
}

/** The whole mapping as text, and what it gives. */
function TextView({ text, onChange, readOnly, isDrawable, isBusy, onTry }: Props & { isDrawable: boolean; isBusy: boolean }) {
  const t = useTranslations("mapper");
  const id = useId();
  const { sample } = useMapperState();
  return (
    <div className="mapper-text">
      <div className="mapper-code">
        {!isDrawable && <p className="rule-note attention">{t("notObject")}</p>}
        <ExpressionBench
          id={id}
          label={t("view.text")}
          value={text}
          readOnly={readOnly}
          sample={sample?.data}
          onChange={(next) => onChange(next, "mapping text")}
        />
      </div>
      <aside className="mapper-aside">
        <PreviewPane isBusy={isBusy} onTry={onTry} />
      </aside>
    </div>
  );
}
