"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { TokenActions } from "@/components/settings/tokens-page";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";

const ROLES = ["owner", "editor", "operator", "viewer"];

/** Makes a token and shows it once. */
export function NewTokenDialog({ create, onClose }: { create: TokenActions["create"]; onClose: () => void }) {
  const t = useTranslations("tokens");
  const [token, setToken] = useState<string | null>(null);
  const creating = useAction(create, { onDone: (value) => setToken(value.token) });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("add")} description={token ? t("once") : t("addText")}>
      {token === null ? (
        <TokenForm busy={creating.busy} onSubmit={creating.run} onClose={onClose} />
      ) : (
        <>
          <div className="dialog-body">
            <CopyField label={t("token")} value={token} />
          </div>
          <div className="dialog-foot">
            <Button variant="primary" onClick={onClose}>
              {t("done")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

type FormProps = {
  busy: boolean;
  onSubmit: (input: { name: string; role: string; expiresAt?: string }) => void;
  onClose: () => void;
};

function TokenForm({ busy, onSubmit, onClose }: FormProps) {
  const t = useTranslations("tokens");
  const ui = useTranslations("ui");
  const roles = useTranslations("top.roles");
  const [role, setRole] = useState("operator");
  const { register, handleSubmit } = useForm<{ name: string; expires: string }>();
  const submit = ({ name, expires }: { name: string; expires: string }) =>
    onSubmit({ name, role, expiresAt: expires ? new Date(`${expires}T23:59:59`).toISOString() : undefined });
  return (
    <form onSubmit={handleSubmit(submit)}>
      <div className="dialog-body form">
        <Field label={t("name")} help={t("nameHelp")} required>
          {(control) => <Input {...control} required maxLength={120} {...register("name")} />}
        </Field>
        <Field label={t("role")}>
          {(control) => (
            <Select
              {...control}
              value={role}
              onValueChange={setRole}
              options={ROLES.map((one) => ({ value: one, label: roles(one) }))}
            />
          )}
        </Field>
        <Field label={t("expires")} help={t("expiresHelp")}>
          {(control) => <Input {...control} type="date" {...register("expires")} />}
        </Field>
      </div>
      <div className="dialog-foot">
        <Button variant="quiet" onClick={onClose}>
          {ui("cancel")}
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}
