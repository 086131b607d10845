"use client";

import { ArrowRight, Check, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionActions } from "@/components/connections/connections-page";
import type { ConnectorView } from "@/components/connections/types";
import { AreasStep } from "@/components/gallery/areas-step";
import { ConnectionsStep } from "@/components/gallery/connections-step";
import { NameStep } from "@/components/gallery/name-step";
import { TemplateStep } from "@/components/gallery/template-step";
import type { ConnectionChoice, InstallInput, InstallResult, TemplateView, WizardState } from "@/components/gallery/types";
import { useInstall } from "@/components/gallery/use-install";
import { isStepDone, toInstallInput } from "@/components/gallery/wizard-state";
import { Button } from "@/components/ui/button";
import { SystemPair } from "@/components/ui/system-tile";
import type { Action } from "@/components/ui/use-action";

type WizardProps = {
  template: TemplateView;
  start: WizardState;
  connections: readonly ConnectionChoice[];
  connectors: readonly ConnectorView[];
  install: Action<InstallInput, InstallResult>;
  addConnection: ConnectionActions["create"];
  testConnection: ConnectionActions["check"];
  onClose: () => void;
};

/** Template, connections, areas and options, name. Nothing is made before the last button. */
export function Wizard({
  template,
  start,
  connections,
  connectors,
  install,
  addConnection,
  testConnection,
  onClose,
}: WizardProps) {
  const t = useTranslations("gallery.wizard");
  const [state, setState] = useState(start);
  const { run, busy } = useInstall(install);
  const change = (part: Partial<WizardState>) => setState((before) => ({ ...before, ...part }));
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its top, under the reader's focus
  useEffect(() => {
    body.current?.focus({ preventScroll: true });
    body.current?.scrollTo(0, 0);
  }, [state.step]);
  return (
    <aside className="side wizard" aria-label={t("label")}>
      <div className="side-head">
        <SystemPair from={template.from} to={template.to} />
        <h2>{t("title", { from: template.from.title, to: template.to.title })}</h2>
        <Button variant="quiet" size="sm" square className="push" aria-label={t("close")} onClick={onClose}>
          <X className="icon" />
        </Button>
      </div>
      <Steps step={state.step} />
      <div className="side-body outline-none" ref={body} tabIndex={-1}>
        {state.step === 1 && <TemplateStep template={template} />}
        {state.step === 2 && (
          <ConnectionsStep {...{ template, state, connections, connectors, addConnection, testConnection }} onChange={change} />
        )}
        {state.step === 3 && <AreasStep template={template} state={state} onChange={change} />}
        {state.step === 4 && <NameStep template={template} state={state} connections={connections} onChange={change} />}
      </div>
      <WizardFoot
        state={state}
        ready={isStepDone(template, state)}
        busy={busy}
        onStep={(step) => change({ step })}
        onCreate={() => run(toInstallInput(template, state))}
        onClose={onClose}
      />
    </aside>
  );
}

const STEPS = [1, 2, 3, 4] as const;

function Steps({ step }: { step: WizardState["step"] }) {
  const t = useTranslations("gallery.wizard");
  return (
    <ol className="steps">
      {STEPS.map((number) => (
        <li
          key={number}
          className={number < step ? "done" : number === step ? "now" : undefined}
          aria-current={number === step ? "step" : undefined}
        >
          {number < step ? <Check className="icon" /> : `${number}.`} {t(`steps.${number}`)}
        </li>
      ))}
    </ol>
  );
}

type FootProps = {
  state: WizardState;
  ready: boolean;
  busy: boolean;
  onStep: (step: WizardState["step"]) => void;
  onCreate: () => void;
  onClose: () => void;
};

function WizardFoot({ state, ready, busy, onStep, onCreate, onClose }: FootProps) {
  const t = useTranslations("gallery.wizard");
  const ui = useTranslations("ui");
  const before = STEPS.find((step) => step === state.step - 1);
  const after = STEPS.find((step) => step === state.step + 1);
  return (
    <div className="side-foot">
      <Button variant="quiet" onClick={onClose} disabled={busy}>
        {ui("cancel")}
      </Button>
      <Button className="push" disabled={!before || busy} onClick={() => before && onStep(before)}>
        {ui("back")}
      </Button>
      {after ? (
        <Button variant="primary" disabled={!ready} onClick={() => onStep(after)}>
          {ui("next")}
          <ArrowRight className="icon" />
        </Button>
      ) : (
        <Button variant="primary" disabled={!ready} busy={busy} onClick={onCreate}>
          {t(busy ? "creating" : "create")}
        </Button>
      )}
    </div>
  );
}
