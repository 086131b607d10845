"use client";

import { CircleCheck, CircleX, PlugZap, Plus, Unplug } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConnectionForm } from "@/components/connections/connection-form";
import type { ConnectionActions } from "@/components/connections/connections-page";
import type { CheckView, ConnectorView } from "@/components/connections/types";
import type { ConnectionChoice, TemplateView, WizardState } from "@/components/gallery/types";
import { candidates } from "@/components/gallery/wizard-state";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

type StepProps = {
  template: TemplateView;
  state: WizardState;
  connections: readonly ConnectionChoice[];
  connectors: readonly ConnectorView[];
  addConnection: ConnectionActions["create"];
  testConnection: ConnectionActions["check"];
  onChange: (part: Partial<WizardState>) => void;
};

/** Which connection plays each role; one that is missing is added here. */
export function ConnectionsStep({
  template,
  state,
  connections,
  connectors,
  addConnection,
  testConnection,
  onChange,
}: StepProps) {
  const t = useTranslations("gallery.wizard");
  return (
    <>
      <div>
        <h2 className="step-title">{t("steps.2")}</h2>
        <p className="step-text">{t("connectionsText")}</p>
      </div>
      {template.roles.map(({ role, title, connectors: ids }) => (
        <RoleChoice
          key={role}
          title={title}
          choices={candidates(template, role, connections)}
          connectors={connectors.filter((connector) => ids.includes(connector.id))}
          value={state.connections[role]}
          addConnection={addConnection}
          testConnection={testConnection}
          onChoose={(id) => onChange({ connections: { ...state.connections, [role]: id } })}
        />
      ))}
    </>
  );
}

type RoleProps = {
  title: string;
  choices: readonly ConnectionChoice[];
  connectors: readonly ConnectorView[];
  value: string | undefined;
  addConnection: ConnectionActions["create"];
  testConnection: ConnectionActions["check"];
  onChoose: (id: string) => void;
};

function RoleChoice({ title, choices, connectors, value, addConnection, testConnection, onChoose }: RoleProps) {
  const t = useTranslations("gallery.wizard");
  const [adding, setAdding] = useState<ConnectorView | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const create = useAction(addConnection, {
    onError: setError,
    onDone: ({ id }) => {
      setAdding(null);
      onChoose(id);
    },
  });
  return (
    <fieldset className="domain">
      <legend className="role-title">{title}</legend>
      <RadioGroup.Root className="role-choices" value={value ?? ""} onValueChange={onChoose} aria-label={title}>
        {choices.map((choice) => (
          <RadioGroup.Item key={choice.id} value={choice.id} className="role-choice">
            <span className="radio" />
            <span className="min-w-0">
              <b className="block truncate">{choice.name}</b>
              <span className="small muted truncate block">{choice.sandbox ? t("sandbox") : choice.address}</span>
            </span>
            {choice.lost && (
              <span className="state plain attention push">
                <Unplug className="icon" />
                {t("lost")}
              </span>
            )}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {adding ? (
        <div className="p-3 border-t border-line">
          <ConnectionForm
            connector={adding}
            initial={{ name: adding.system.title, config: {} }}
            submitLabel={t("addAndTest")}
            busy={create.busy}
            error={error}
            onSubmit={create.run}
            onCancel={() => setAdding(null)}
          />
        </div>
      ) : (
        <div className="role-add">
          {choices.length === 0 && <p className="small muted px-3 pb-1">{t("noConnection")}</p>}
          {value !== undefined && <TestConnection key={value} id={value} test={testConnection} />}
          {connectors.map((connector) => (
            <Button
              key={connector.id}
              variant={choices.length === 0 ? "soft" : "quiet"}
              size="sm"
              icon={<Plus className="icon" />}
              onClick={() => setAdding(connector)}
            >
              {t(choices.length === 0 ? "addFirst" : "addOther", { system: connector.system.title })}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** UI-21: each side is tested here, and says what it found. */
function TestConnection({ id, test }: { id: string; test: ConnectionActions["check"] }) {
  const t = useTranslations("integration.connections");
  const [found, setFound] = useState<CheckView>();
  const testing = useAction(test, { onDone: setFound });
  return (
    <>
      <Button size="sm" icon={<PlugZap className="icon" />} busy={testing.busy} onClick={() => testing.run({ id })}>
        {t("test")}
      </Button>
      {found && (
        <span className={`state plain ${found.ok ? "created" : "failed"}`} role="status">
          {found.ok ? <CircleCheck className="icon" /> : <CircleX className="icon" />}
          {found.message}
        </span>
      )}
    </>
  );
}
