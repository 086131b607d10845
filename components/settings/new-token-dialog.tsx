"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTimeZone, useTranslations } from "use-intl";
import type { TokenActions } from "@/components/settings/tokens-page";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { DateField } from "@/components/ui/date-field";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";
import { fromWall } from "@/lib/core/wall-clock";

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
  const roles = useTranslations("top.roles");
  const [role, setRole] = useState("operator");
  const [expires, setExpires] = useState("");
  const timeZone = useTimeZone() ?? "UTC";
  const { register, handleSubmit } = useForm<{ name: string }>();
  // Good until the end of the day, on the clocks of the workspace.
  const submit = ({ name }: { name: string }) => {
    const expiresAt = expires ? fromWall(new Date(`${expires}T23:59:59Z`), timeZone).toISOString() : undefined;
    onSubmit({ name, role, expiresAt });
  };
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
          {(control) => <DateField {...control} value={expires} onValueChange={setExpires} />}
        </Field>
      </div>
      <DialogFoot onClose={onClose} action={t("create")} busy={busy} />
    </form>
  );
}
