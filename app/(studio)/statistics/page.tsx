import { StatisticsPage } from "@/components/statistics/statistics-page";
import { PERIODS } from "@/components/statistics/types";
import { listIntegrations } from "@/db/queries/integrations";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";
import { DIRECTIONS, readStatistics } from "@/lib/server/statistics";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("statistics.title") };
}

type Props = { searchParams: Promise<{ integration?: string; direction?: string; area?: string; days?: string }> };

export default async function Page({ searchParams }: Props) {
  const query = await searchParams;
  const { access } = await requireSession();
  const app = await getApp();
  const { locale } = await getIntl();
  const direction = DIRECTIONS.find((one) => one === query.direction);
  const days = PERIODS.find((one) => String(one) === query.days) ?? 30;
  const { integration = "", area = "" } = query;
  const [statistics, integrations] = await Promise.all([
    readStatistics(app, access, { days, direction, integrationId: integration || undefined, area: area || undefined }),
    listIntegrations({ db: app.db, workspaceId: access.workspaceId }),
  ]);
  const { timeZone, areas, ...shown } = statistics;
  return (
    <StatisticsPage
      statistics={{ ...shown, zone: timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone }}
      filters={{ integration, direction: direction ?? "", area, days }}
      integrations={integrations.map(({ id, name }) => ({ value: id, label: name }))}
      areas={areas.map(({ key, title }) => ({ value: key, label: title[locale] }))}
    />
  );
}
