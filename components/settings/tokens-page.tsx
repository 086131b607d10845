"use client";

import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NewTokenDialog } from "@/components/settings/new-token-dialog";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Ago, Stamp } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

export type TokenView = {
  id: string;
  name: string;
  role: string;
  hint: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
};
export type TokenActions = {
  create: Action<{ name: string; role: string; expiresAt?: string }, { token: string }>;
  revoke: Action<{ id: string }>;
};

export function TokensPage({ tokens, actions }: { tokens: readonly TokenView[]; actions: TokenActions }) {
  const t = useTranslations("tokens");
  const nav = useTranslations("nav");
  const [making, setMaking] = useState(false);
  const add = (
    <Button variant="primary" icon={<Plus className="icon" />} onClick={() => setMaking(true)}>
      {t("add")}
    </Button>
  );
  return (
    <div className="page">
      <PageHead
        crumbs={[{ label: nav("settings"), href: "/settings" }]}
        title={t("title")}
        purpose={t("purpose")}
        actions={add}
      />
      <div className="card">
        {tokens.length === 0 ? (
          <EmptyState icon={KeyRound} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        ) : (
          <TokenTable tokens={tokens} revoke={actions.revoke} />
        )}
      </div>
      {making && <NewTokenDialog create={actions.create} onClose={() => setMaking(false)} />}
    </div>
  );
}

function TokenTable({ tokens, revoke }: { tokens: readonly TokenView[]; revoke: TokenActions["revoke"] }) {
  const t = useTranslations("tokens");
  const [asking, setAsking] = useState<TokenView | null>(null);
  const revoking = useAction(revoke, { done: t("revoked"), onDone: () => setAsking(null) });
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("ends")}</th>
            <th scope="col" className="not-phone">
              {t("role")}
            </th>
            <th scope="col">{t("used")}</th>
            <th scope="col" className="not-phone">
              {t("expires")}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t("revoke")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setAsking(token)} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t("revokeTitle", { name: asking?.name ?? "" })}
        description={t("revokeText")}
        confirm={t("revoke")}
        busy={revoking.busy}
        onConfirm={() => asking && revoking.run({ id: asking.id })}
      />
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const t = useTranslations("tokens");
  const roles = useTranslations("top.roles");
  return (
    <tr>
      <td className="name">{token.name}</td>
      <td className="mono">…{token.hint}</td>
      <td className="not-phone">{roles(token.role)}</td>
      <td>{token.lastUsedAt ? <Ago at={token.lastUsedAt} /> : <span className="zero">{t("never")}</span>}</td>
      <td className="not-phone">
        {token.expiresAt ? <Stamp at={token.expiresAt} name="date" /> : <span className="zero">{t("noEnd")}</span>}
      </td>
      <td className="right tight">
        <Button variant="quiet" size="sm" square aria-label={t("revokeNamed", { name: token.name })} onClick={onRevoke}>
          <Trash2 className="icon" />
        </Button>
      </td>
    </tr>
  );
}
