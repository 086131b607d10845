"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { PERIODS, type StatisticsFilters } from "@/components/statistics/types";
import { Segmented } from "@/components/ui/segmented";
import { type Option, Select } from "@/components/ui/select";

type Props = { filters: StatisticsFilters; integrations: readonly Option[]; areas: readonly Option[] };

/** UI-54: by integration, direction, kind and period; part of the address, so that a view can be kept and shared. */
export function Filters({ filters, integrations, areas }: Props) {
  const t = useTranslations("statistics");
  const router = useRouter();
  const go = (part: Partial<StatisticsFilters>) => {
    const { days, ...wanted } = { ...filters, ...part };
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ""));
    if (days !== 30) query.set("days", String(days));
    router.push(query.size > 0 ? `/statistics?${query}` : "/statistics");
  };
  return (
    <div className="toolbar">
      <Segmented
        label={t("direction")}
        value={filters.direction === "" ? "all" : filters.direction}
        onValueChange={(direction) => go({ direction: direction === "all" ? "" : direction })}
        options={(["all", "import", "export"] as const).map((value) => ({ value, label: t(`directions.${value}`) }))}
      />
      <span className="w-56">
        <Select
          size="sm"
          aria-label={t("integration")}
          value={filters.integration}
          options={[{ value: "", label: t("allIntegrations") }, ...integrations]}
          onValueChange={(integration) => go({ integration })}
        />
      </span>
      <span className="w-48">
        <Select
          size="sm"
          aria-label={t("kind")}
          value={filters.area}
          options={[{ value: "", label: t("allKinds") }, ...areas]}
          onValueChange={(area) => go({ area })}
        />
      </span>
      <span className="push">
        <Segmented
          label={t("period")}
          value={String(filters.days)}
          onValueChange={(value) => go({ days: PERIODS.find((days) => String(days) === value) ?? 30 })}
          options={PERIODS.map((days) => ({ value: String(days), label: t("lastDays", { count: days }) }))}
        />
      </span>
    </div>
  );
}
