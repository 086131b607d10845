"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { InstallInput, InstallResult } from "@/components/gallery/types";
import { type Action, useAction } from "@/components/ui/use-action";

/** Makes the integration and goes there: what is still to be filled in is told. */
export function useInstall(install: Action<InstallInput, InstallResult>) {
  const t = useTranslations("gallery.wizard");
  const router = useRouter();
  return useAction(install, {
    onDone: ({ id, missing }) => {
      toast.success(missing === 0 ? t("done") : t("doneMissing", { count: missing }));
      router.push(`/integrations/${id}`);
    },
  });
}
