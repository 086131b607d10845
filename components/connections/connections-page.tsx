"use client";

import { Plug, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AddPanel } from "@/components/connections/add-panel";
import type { MendAction } from "@/components/connections/check-note";
import { ConnectionPanel } from "@/components/connections/connection-panel";
import { ConnectionTable } from "@/components/connections/connection-table";
import type { EventAction } from "@/components/connections/event-card";
import type { CheckView, ConnectionInput, ConnectionView, ConnectorView } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import type { Action } from "@/components/ui/use-action";

export type ConnectionActions = {
  create: Action<ConnectionInput, { id: string; check: CheckView | null }>;
  update: Action<ConnectionInput & { id: string }, { check: CheckView | null }>;
  check: Action<{ id: string }, CheckView>;
  mend: MendAction;
  events: EventAction;
  remove: Action<{ id: string }>;
};

type Props = {
  connections: readonly ConnectionView[];
  connectors: readonly ConnectorView[];
  actions: ConnectionActions;
  may: { readonly write: boolean; readonly check: boolean };
  initial?: string;
};

/** The list and, beside it, the panel of one connection or of a new one. */
export function ConnectionsPage({ connections, connectors, actions, may, initial }: Props) {
  const t = useTranslations("connections");
  const [open, setOpen] = useState<string | null>(initial ?? null);
  const chosen = connections.find((connection) => connection.id === open);
  const close = () => setOpen(null);
  const add = may.write && (
    <Button variant="primary" icon={<Plus className="icon" />} onClick={() => setOpen("new")}>
      {t("add.title")}
    </Button>
  );
  return (
    <div className="with-side" data-open={open === "new" || chosen !== undefined}>
      <div className="page">
        <PageHead title={t("title")} purpose={t("purpose")} actions={add} />
        <div className="card">
          {connections.length === 0 ? (
            <EmptyState icon={Plug} title={t("empty.title")} action={add}>
              {t("empty.text")}
            </EmptyState>
          ) : (
            <ConnectionTable
              connections={connections}
              chosen={open}
              onChoose={setOpen}
              check={actions.check}
              mayCheck={may.check}
            />
          )}
        </div>
      </div>
      {open === "new" && <AddPanel connectors={connectors} create={actions.create} onClose={close} onCreated={setOpen} />}
      {chosen && <ConnectionPanel key={chosen.id} connection={chosen} actions={actions} may={may} onClose={close} />}
    </div>
  );
}
