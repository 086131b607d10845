"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Action, useAction } from "@/components/ui/use-action";

/** A flow of one's own, outside any integration: named, then drawn. */
export function NewFlowButton({ create }: { create: Action<{ name: string }, { id: string }> }) {
  const t = useTranslations("flows");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const creating = useAction(create, { onDone: ({ id }) => router.push(`/flows/${id}`) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") void creating.run({ name: name.trim() });
  };
  return (
    <>
      <Button variant="primary" icon={<Plus className="icon" />} onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("add")} description={t("addText")}>
        <form onSubmit={submit}>
          <div className="dialog-body">
            <Field label={t("name")} required>
              {(control) => <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />}
            </Field>
          </div>
          <DialogFoot onClose={() => setOpen(false)} action={t("create")} busy={creating.busy} disabled={name.trim() === ""} />
        </form>
      </Dialog>
    </>
  );
}
