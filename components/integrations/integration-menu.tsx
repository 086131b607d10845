"use client";

import { Copy, Download, Ellipsis, RefreshCw, Star, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { type DuplicateAction, DuplicateDialog } from "@/components/integrations/duplicate-dialog";
import type { IntegrationPatchInput, RefreshedView, RoleChoices } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { saveJson } from "@/components/ui/save-file";
import { type Action, useAction } from "@/components/ui/use-action";

export type IntegrationActions = {
  remove: Action<{ id: string }>;
  save: Action<IntegrationPatchInput>;
  duplicate: DuplicateAction;
  refresh: Action<{ id: string }, RefreshedView>;
  exportToFile: Action<{ id: string }, object>;
};

type MenuProps = {
  id: string;
  name: string;
  isDefault: boolean;
  roles: readonly RoleChoices[];
  /** Names of the systems, which a deletion leaves alone. */
  systems: { readonly from: string; readonly to: string };
  actions: IntegrationActions;
};

/** What is done with an integration as a whole: read both sides again, make it the default, copy it, delete it. */
export function IntegrationMenu({ id, name, isDefault, roles, systems, actions }: MenuProps) {
  const t = useTranslations("integration");
  const ui = useTranslations("ui");
  const router = useRouter();
  const [asking, setAsking] = useState<"remove" | "duplicate" | null>(null);
  const removing = useAction(actions.remove, { done: t("removed", { name }), onDone: () => router.push("/integrations") });
  const saving = useAction(actions.save, { done: t("default.done", { name }) });
  const exporting = useAction(actions.exportToFile, { done: t("export.done", { name }), onDone: (file) => saveJson(name, file) });
  const refreshing = useRefresh(actions.refresh);
  return (
    <>
      <Button busy={refreshing.busy} icon={<RefreshCw className="icon" />} onClick={() => refreshing.run({ id })}>
        {t("refresh.action")}
      </Button>
      <Menu
        trigger={
          <Button variant="quiet" square aria-label={ui("more")}>
            <Ellipsis className="icon" />
          </Button>
        }
      >
        {!isDefault && (
          <MenuItem icon={<Star className="icon" />} onSelect={() => saving.run({ id, isDefault: true })}>
            {t("default.set")}
          </MenuItem>
        )}
        <MenuItem icon={<Copy className="icon" />} onSelect={() => setAsking("duplicate")}>
          {t("duplicate.action")}
        </MenuItem>
        <MenuItem icon={<Download className="icon" />} onSelect={() => exporting.run({ id })}>
          {t("export.action")}
        </MenuItem>
        <MenuLine />
        <MenuItem danger icon={<Trash2 className="icon" />} onSelect={() => setAsking("remove")}>
          {t("remove")}
        </MenuItem>
      </Menu>
      {asking === "duplicate" && (
        <DuplicateDialog id={id} name={name} roles={roles} duplicate={actions.duplicate} onClose={() => setAsking(null)} />
      )}
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={(open) => setAsking(open ? "remove" : null)}
        title={t("removeTitle", { name })}
        description={t("removeText", systems)}
        confirm={t("remove")}
        busy={removing.busy}
        onConfirm={() => removing.run({ id })}
      />
    </>
  );
}

function useRefresh(refresh: IntegrationActions["refresh"]) {
  const t = useTranslations("integration.refresh");
  return useAction(refresh, {
    onDone: ({ added, gone, open }) => {
      const changes = added + gone === 0 ? t("same") : t("changed", { added, gone });
      toast.success(open === 0 ? changes : `${changes} ${t("open", { count: open })}`);
    },
  });
}
