"use client";

import { PlugZap, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CheckNote } from "@/components/connections/check-note";
import { ConnectionForm } from "@/components/connections/connection-form";
import type { ConnectionActions } from "@/components/connections/connections-page";
import { EventCard } from "@/components/connections/event-card";
import type { ConnectionView } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { SidePanel } from "@/components/ui/side-panel";
import { StateBadge } from "@/components/ui/state-badge";
import { useAction } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

type PanelProps = {
  connection: ConnectionView;
  actions: ConnectionActions;
  may: { readonly write: boolean; readonly check: boolean };
  onClose: () => void;
};

export function ConnectionPanel({ connection, actions, may, onClose }: PanelProps) {
  const t = useTranslations("connections");
  const test = useAction(actions.check);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const save = useAction(actions.update, { done: t("saved"), onDone: () => setError(null), onError: setError });
  return (
    <SidePanel
      label={connection.name}
      title={connection.name}
      lead={
        <span className="small muted">{`${connection.connector.system.title} · ${connection.sandbox ? t("sandbox") : connection.address}`}</span>
      }
      onClose={onClose}
      foot={
        <PanelFoot
          connection={connection}
          actions={actions}
          may={may}
          testing={test.busy}
          onTest={() => test.run({ id: connection.id })}
          onClose={onClose}
        />
      }
    >
      <div className="stack">
        {connection.check ? (
          <CheckNote
            check={connection.check}
            mending={may.write ? { connectionId: connection.id, action: actions.mend } : undefined}
          />
        ) : (
          <div>
            <StateBadge state="idle">{t("untested")}</StateBadge>
          </div>
        )}
        {connection.usedBy.length > 0 && (
          <p className="small muted">
            {t("usedByText", { count: connection.usedBy.length, names: connection.usedBy.join(", ") })}
          </p>
        )}
        {connection.sandbox && <Note>{t("sandboxText", { system: connection.connector.system.title })}</Note>}
        {may.write && connection.hasEvents && (
          <EventCard connectionId={connection.id} connector={connection.connector.id} action={actions.events} />
        )}
        {!connection.sandbox && may.write && (
          <ConnectionForm
            connector={connection.connector}
            initial={{ name: connection.name, config: connection.config }}
            submitLabel={t("saveAndTest")}
            busy={save.busy}
            error={error}
            onSubmit={(input) => save.run({ ...input, id: connection.id })}
            onCancel={onClose}
          />
        )}
      </div>
    </SidePanel>
  );
}

type FootProps = PanelProps & { testing: boolean; onTest: () => void };

function PanelFoot({ connection, actions, may, testing, onTest, onClose }: FootProps) {
  const t = useTranslations("connections");
  const [asking, setAsking] = useState(false);
  const remove = useAction(actions.remove, { done: t("removed", { name: connection.name }), onDone: onClose });
  return (
    <>
      {may.write && !connection.sandbox && connection.usedBy.length === 0 && (
        <Button variant="quiet" icon={<Trash2 className="icon" />} onClick={() => setAsking(true)}>
          {t("remove")}
        </Button>
      )}
      {may.check && (
        <Button className="push" busy={testing} icon={<PlugZap className="icon" />} onClick={onTest}>
          {t("testLong")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { name: connection.name })}
        description={t("removeUnused")}
        confirm={t("remove")}
        busy={remove.busy}
        onConfirm={() => remove.run({ id: connection.id })}
      />
    </>
  );
}
