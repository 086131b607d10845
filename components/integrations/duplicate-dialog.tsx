"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RoleChoices } from "@/components/integrations/types";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";

export type DuplicateAction = Action<{ id: string; name: string; connections: Record<string, string> }, { id: string }>;

type DialogProps = {
  id: string;
  name: string;
  roles: readonly RoleChoices[];
  duplicate: DuplicateAction;
  onClose: () => void;
};

/** UI-15: everything is copied but the connections, which are chosen again. */
export function DuplicateDialog({ id, name, roles, duplicate, onClose }: DialogProps) {
  const t = useTranslations("integration.duplicate");
  const ui = useTranslations("ui");
  const router = useRouter();
  const [copy, setCopy] = useState(t("name", { name }));
  const [connections, setConnections] = useState(() => Object.fromEntries(roles.map(({ role, current }) => [role, current])));
  const copying = useAction(duplicate, {
    done: t("done", { name: copy }),
    onDone: (value) => router.push(`/integrations/${value.id}`),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title", { name })} description={t("text")}>
      <div className="dialog-body form">
        <Field label={ui("name")} required>
          {(control) => <Input {...control} value={copy} maxLength={120} onChange={(event) => setCopy(event.target.value)} />}
        </Field>
        {roles.map(({ role, title, choices }) => (
          <Field key={role} label={title}>
            {(control) => (
              <Select
                {...control}
                value={connections[role] ?? ""}
                options={choices}
                onValueChange={(next) => setConnections((before) => ({ ...before, [role]: next }))}
              />
            )}
          </Field>
        ))}
      </div>
      <DialogFoot
        onClose={onClose}
        action={t("action")}
        busy={copying.busy}
        disabled={copy.trim() === ""}
        onAction={() => copying.run({ id, name: copy.trim(), connections })}
      />
    </Dialog>
  );
}
