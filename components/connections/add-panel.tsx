"use client";

import { ArrowLeft, ExternalLink } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConnectionForm } from "@/components/connections/connection-form";
import type { ConnectionActions } from "@/components/connections/connections-page";
import type { ConnectorView } from "@/components/connections/types";
import type { FieldValue } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { SystemTile } from "@/components/ui/system-tile";
import { useAction } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

type AddPanelProps = {
  connectors: readonly ConnectorView[];
  create: ConnectionActions["create"];
  onClose: () => void;
  onCreated: (id: string) => void;
};

/** First which system, then its form; saved, the connection is tested at once. */
export function AddPanel({ connectors, create, onClose, onCreated }: AddPanelProps) {
  const t = useTranslations("connections.add");
  const [chosen, setChosen] = useState<ConnectorView | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const adding = useAction(create, { done: t("done"), onDone: (value) => onCreated(value.id), onError: setError });
  return (
    <SidePanel label={t("title")} title={chosen ? t("titleOf", { system: chosen.system.title }) : t("title")} onClose={onClose}>
      {chosen ? (
        <div className="stack">
          <ConnectorHead connector={chosen} onBack={() => setChosen(null)} />
          <ConnectionForm
            connector={chosen}
            initial={{ name: chosen.system.title, config: startValues(chosen) }}
            submitLabel={t("submit")}
            busy={adding.busy}
            error={error}
            onSubmit={adding.run}
            onCancel={onClose}
          />
        </div>
      ) : (
        <ul className="connector-list">
          {connectors.map((connector) => (
            <li key={connector.id}>
              <button type="button" className="connector-choice" onClick={() => setChosen(connector)}>
                <SystemTile system={connector.system} large />
                <span>
                  <b className="block">{connector.system.title}</b>
                  <span className="small muted">{t("versions", { versions: connector.versions })}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}

function ConnectorHead({ connector, onBack }: { connector: ConnectorView; onBack: () => void }) {
  const t = useTranslations("connections.add");
  return (
    <div className="row">
      <Button variant="quiet" size="sm" icon={<ArrowLeft className="icon" />} onClick={onBack}>
        {t("back")}
      </Button>
      <a className="link-btn push" href={connector.docsUrl} target="_blank" rel="noreferrer">
        {t("docs")}
        <ExternalLink className="icon sm" />
      </a>
    </div>
  );
}

/** A switch starts off, a list at its first value: what is shown is what is sent. */
function startValues(connector: ConnectorView): Record<string, FieldValue> {
  const entries = connector.fields.flatMap(({ name, control }): [string, FieldValue][] => {
    if (control.type === "switch") return [[name, false]];
    const first = control.type === "select" ? control.options[0]?.value : undefined;
    return first === undefined ? [] : [[name, first]];
  });
  return Object.fromEntries(entries);
}
