"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import type { SimulationActions } from "@/components/simulation/simulation-head";
import { StartForm } from "@/components/simulation/start-form";
import type { Snapshot } from "@/components/simulation/types";
import { PageHead } from "@/components/ui/page-head";
import { StateBadge } from "@/components/ui/state-badge";
import { PastAt } from "@/components/ui/time";

export type KeptSimulation = Snapshot & {
  readonly kind: "difference" | "replay";
  readonly version: "draft" | "published";
  readonly createdAt: string;
};

type Props = {
  flow: { readonly id: string; readonly title: string };
  integration: { readonly id: string; readonly name: string } | null;
  hasPublished: boolean;
  isModified: boolean;
  mayRun: boolean;
  kept: readonly KeptSimulation[];
  start: SimulationActions["start"];
};

/** Try a flow before it is trusted, and the last times it was tried. */
export function StartPage({ flow, integration, hasPublished, isModified, mayRun, kept, start }: Props) {
  const t = useTranslations("simulation");
  const middle = integration ? [{ label: integration.name, href: `/integrations/${integration.id}` }] : [];
  return (
    <div className="page">
      <PageHead
        crumbs={[...middle, { label: flow.title, href: `/flows/${flow.id}` }, { label: t("title") }]}
        title={t("title")}
        purpose={t("purpose", { flow: flow.title })}
      />
      <div className="sim-start-page">
        {mayRun && <StartForm flowId={flow.id} hasPublished={hasPublished} isModified={isModified} start={start} />}
        <section className="card" aria-label={t("last")}>
          <div className="card-head">
            <h2>{t("last")}</h2>
          </div>
          {kept.length === 0 ? (
            <p className="card-body muted text-13">{t("noLast")}</p>
          ) : (
            <ul className="sim-last">
              {kept.map((each) => (
                <li key={each.id}>
                  <Link href={`/flows/${flow.id}/simulation/${each.id}`}>
                    {t(each.kind)} · {each.kind === "replay" ? t("both") : t(each.version)}
                  </Link>
                  <span className="muted small num">
                    {each.kind === "replay"
                      ? t("lastReplay", { count: each.counts.total, differing: each.differing })
                      : t("lastDifference", {
                          count: each.counts.total,
                          created: each.counts.created,
                          updated: each.counts.updated,
                        })}
                  </span>
                  <StateBadge plain state={each.status} />
                  <span className="muted small num">
                    <PastAt at={each.createdAt} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}
