"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { NextSchedule } from "@/components/home/types";
import { StateBadge } from "@/components/ui/state-badge";
import { NextAt } from "@/components/ui/time";

export function NextSchedules({ schedules }: { schedules: readonly NextSchedule[] }) {
  const t = useTranslations("home.next");
  const ui = useTranslations("ui");
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("title")}</h2>
        <Link className="link-btn" href="/schedules">
          {ui("seeAll")}
          <ArrowRight className="icon sm" />
        </Link>
      </div>
      {schedules.length === 0 ? (
        <p className="card-body small muted">{t("empty")}</p>
      ) : (
        <ul className="next">
          {schedules.map((schedule) => (
            <li key={schedule.id}>
              {schedule.at ? <NextAt at={schedule.at} /> : <span className="muted">—</span>}
              <span className="truncate">{schedule.label}</span>
              {schedule.at ? <span className="every">{schedule.every}</span> : <StateBadge state="paused" />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
