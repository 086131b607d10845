"use client";

import { ArrowRight, PlugZap } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { CheckNote, type MendAction } from "@/components/connections/check-note";
import type { CheckView } from "@/components/connections/types";
import type { IntegrationPatchInput, RoleConnection } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { StateBadge } from "@/components/ui/state-badge";
import { SystemTile } from "@/components/ui/system-tile";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = {
  integrationId: string;
  roles: readonly RoleConnection[];
  save: Action<IntegrationPatchInput>;
  check: Action<{ id: string }, CheckView>;
  mend: MendAction;
  may: { readonly write: boolean; readonly check: boolean };
};

/** UI-21: the two ends, each with its test and the connection that plays the role. */
export function RoleConnections({ roles, ...rest }: Props) {
  return (
    <div className="role-cards">
      {roles.map((role) => (
        <RoleCard key={role.role} role={role} {...rest} />
      ))}
    </div>
  );
}

function RoleCard({ role, integrationId, save, check, mend, may }: Omit<Props, "roles"> & { role: RoleConnection }) {
  const t = useTranslations("integration.connections");
  const id = useId();
  const [result, setResult] = useState<CheckView | null>(null);
  const testing = useAction(check, { onDone: setResult });
  const saving = useAction(save, { done: t("changed") });
  const { current } = role;
  return (
    <section className="card" aria-label={role.title}>
      <div className="card-head py-3">
        <SystemTile system={role.system} large />
        <div className="min-w-0">
          <h2>{role.title}</h2>
          <p className="small muted truncate">{current ? (current.sandbox ? t("sandbox") : current.address) : t("none")}</p>
        </div>
        {current && (
          <span className="push">
            <StateBadge state={current.state}>{current.state === "idle" ? t("untested") : undefined}</StateBadge>
          </span>
        )}
      </div>
      <div className="card-body stack">
        <div className="field">
          <label htmlFor={id}>{t("connection")}</label>
          <Select
            id={id}
            value={current?.id ?? ""}
            options={role.choices}
            disabled={!may.write || saving.busy}
            onValueChange={(next) => saving.run({ id: integrationId, connections: { [role.role]: next } })}
          />
        </div>
        {result && current && (
          <CheckNote
            check={result}
            mending={may.write ? { connectionId: current.id, action: mend, onDone: setResult } : undefined}
          />
        )}
        <div className="row">
          {current && may.check && (
            <Button
              size="sm"
              busy={testing.busy}
              icon={<PlugZap className="icon" />}
              onClick={() => testing.run({ id: current.id })}
            >
              {t("test")}
            </Button>
          )}
          {current && (
            <Link className="link-btn push" href={`/connections?open=${current.id}`}>
              {t("open")}
              <ArrowRight className="icon sm" />
            </Link>
          )}
        </div>
      </div>
    </section>
  );
}
