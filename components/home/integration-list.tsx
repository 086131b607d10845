"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { DayVerdict, HomeIntegration } from "@/components/home/types";
import { StateBadge } from "@/components/ui/state-badge";
import { SystemPair } from "@/components/ui/system-tile";
import { NextAt } from "@/components/ui/time";

export function IntegrationList({ integrations }: { integrations: readonly HomeIntegration[] }) {
  const t = useTranslations("home.integrations");
  const ui = useTranslations("ui");
  return (
    <section className="card integrations">
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">{t("active", { count: integrations.length })}</span>
        <Link className="link-btn" href="/integrations">
          {ui("seeAll")}
          <ArrowRight className="icon sm" />
        </Link>
      </div>
      <IntegrationTable integrations={integrations} />
    </section>
  );
}

export function IntegrationTable({ integrations }: { integrations: readonly HomeIntegration[] }) {
  const t = useTranslations("home.integrations");
  return (
    <table className="table roomy">
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col" className="mid not-phone">
            {t("days")}
          </th>
          <th scope="col" className="right not-phone">
            {t("today")}
          </th>
          <th scope="col" className="right not-phone">
            {t("next")}
          </th>
        </tr>
      </thead>
      <tbody>
        {integrations.map((integration) => (
          <IntegrationRow key={integration.id} integration={integration} />
        ))}
      </tbody>
    </table>
  );
}

function IntegrationRow({ integration }: { integration: HomeIntegration }) {
  const format = useFormatter();
  const t = useTranslations("home.integrations");
  return (
    <tr>
      <td>
        <span className="integration">
          <SystemPair from={integration.from} to={integration.to} />
          <span>
            <Link className="name block truncate" href={`/integrations/${integration.id}`}>
              {integration.name}
            </Link>
            <span className="small truncate">{integration.systems}</span>
          </span>
        </span>
      </td>
      <td>
        <StateBadge state={integration.state}>{integration.stateText}</StateBadge>
      </td>
      <td className="mid not-phone">
        <Days days={integration.days} />
      </td>
      <td className={`right not-phone ${integration.today === 0 ? "zero" : ""}`}>{format.number(integration.today)}</td>
      <td className="right not-phone nowrap">
        {integration.next ? <NextAt at={integration.next} /> : <span className="zero">{t("noNext")}</span>}
      </td>
    </tr>
  );
}

const DAY_CLASS: Record<DayVerdict, string | undefined> = { ok: undefined, none: "none", failed: "bad" };

function Days({ days }: { days: readonly DayVerdict[] }) {
  const t = useTranslations("home.integrations");
  const failed = days.filter((day) => day === "failed").length;
  const ran = days.filter((day) => day !== "none").length;
  return (
    <span className="days" role="img" aria-label={t("daysText", { ran, failed })}>
      {days.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day's identity is its place
        <i key={index} className={DAY_CLASS[day]} />
      ))}
    </span>
  );
}
