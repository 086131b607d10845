"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { RUN_VIEWS, type RunView } from "@/components/runs-list/run-views";
import { Select } from "@/components/ui/select";
import { StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";

const ICON = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  withFailed: "failed",
  withReview: "review",
} as const;

type Props = { view: RunView; flowId: string; flows: readonly { readonly value: string; readonly label: string }[] };

/** Filters are part of the address: a filtered list can be kept and shared. */
export function RunFilters({ view, flowId, flows }: Props) {
  const t = useTranslations("runs");
  const router = useRouter();
  const href = (next: { view?: RunView; flowId?: string }) => {
    const query = new URLSearchParams();
    const wanted = { view, flowId, ...next };
    if (wanted.view !== "all") query.set("view", wanted.view);
    if (wanted.flowId) query.set("flow", wanted.flowId);
    return query.size > 0 ? `/runs?${query}` : "/runs";
  };
  return (
    <div className="toolbar">
      {RUN_VIEWS.map((one) => (
        <Link key={one} className="chip" href={href({ view: one })} aria-current={one === view ? "true" : undefined}>
          {one !== "all" && (
            <span className={`tone ${toneOf(ICON[one])}`}>
              <StateIcon state={ICON[one]} />
            </span>
          )}
          {t(`views.${one}`)}
        </Link>
      ))}
      <span className="push w-56">
        <Select
          size="sm"
          aria-label={t("byFlow")}
          value={flowId}
          options={[{ value: "", label: t("allFlows") }, ...flows]}
          onValueChange={(next) => router.push(href({ flowId: next }))}
        />
      </span>
    </div>
  );
}
