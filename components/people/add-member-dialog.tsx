"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { type PeopleActions, ROLES, type RoleName } from "@/components/people/people-page";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";

type Person = { name: string; email: string };

/** Adds a person; a new account's password is shown once, to be handed over. */
export function AddMemberDialog({ add, onClose }: { add: PeopleActions["add"]; onClose: () => void }) {
  const t = useTranslations("people");
  const [password, setPassword] = useState<string | null>(null);
  const adding = useAction(add, {
    done: t("added"),
    onDone: (value) => (value.password === null ? onClose() : setPassword(value.password)),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("add")}
      description={password ? t("handOver") : t("addText")}
    >
      {password === null ? (
        <MemberForm busy={adding.busy} onSubmit={adding.run} onClose={onClose} />
      ) : (
        <>
          <div className="dialog-body">
            <CopyField label={t("password")} value={password} />
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

type FormProps = { busy: boolean; onSubmit: (person: Person & { role: RoleName }) => void; onClose: () => void };

function MemberForm({ busy, onSubmit, onClose }: FormProps) {
  const t = useTranslations("people");
  const roles = useTranslations("top.roles");
  const [role, setRole] = useState<RoleName>("operator");
  const { register, handleSubmit } = useForm<Person>();
  return (
    <form onSubmit={handleSubmit((person) => onSubmit({ ...person, role }))}>
      <div className="dialog-body form">
        <Field label={t("name")} required>
          {(control) => <Input {...control} required maxLength={120} {...register("name")} />}
        </Field>
        <Field label={t("email")} required>
          {(control) => <Input {...control} type="email" required {...register("email")} />}
        </Field>
        <Field label={t("role")} help={t(`rights.${role}`)}>
          {(control) => (
            <Select
              {...control}
              value={role}
              options={ROLES.map((one) => ({ value: one, label: roles(one) }))}
              onValueChange={(next) => setRole(ROLES.find((one) => one === next) ?? "viewer")}
            />
          )}
        </Field>
      </div>
      <DialogFoot onClose={onClose} action={t("add")} busy={busy} />
    </form>
  );
}
