"use client";

import { CircleX } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** A page that could not be read; the cause is in the server's log under the number shown. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("pageError");
  return (
    <div className="page">
      <div className="card">
        <EmptyState
          icon={CircleX}
          tone="failed"
          title={t("title")}
          action={
            <Button variant="primary" onClick={reset}>
              {t("retry")}
            </Button>
          }
        >
          {t("text")} {error.digest && t("number", { digest: error.digest })}
        </EmptyState>
      </div>
    </div>
  );
}
