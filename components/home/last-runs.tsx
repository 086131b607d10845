"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { RunTable } from "@/components/home/run-table";
import type { RunLine } from "@/components/home/types";

export function LastRuns({ runs, zone }: { runs: readonly RunLine[]; zone: string }) {
  const t = useTranslations("home.runs");
  const ui = useTranslations("ui");
  return (
    <section className="card runs">
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">{zone}</span>
        <Link className="link-btn" href="/runs">
          {ui("seeAll")}
          <ArrowRight className="icon sm" />
        </Link>
      </div>
      {runs.length === 0 ? <p className="card-body small muted">{t("empty")}</p> : <RunTable runs={runs} />}
    </section>
  );
}
