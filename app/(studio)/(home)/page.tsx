import { Blocks, Play, Plus } from "lucide-react";
import { loadHome } from "@/app/(studio)/_views/load-home";
import { IntegrationList } from "@/components/home/integration-list";
import { LastRuns } from "@/components/home/last-runs";
import { NextSchedules } from "@/components/home/next-schedules";
import { Strips } from "@/components/home/strips";
import { TodoStrip } from "@/components/home/todo-strip";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { formatterFor } from "@/lib/i18n/messages";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("nav.home") };
}

/** In two seconds: is everything in order, and if not, what to do. */
export default async function HomePage() {
  const { access } = await requireSession();
  const app = await getApp();
  const intl = await getIntl();
  const { t, locale } = intl;
  const home = await loadHome({ db: app.db, workspaceId: access.workspaceId, now: app.clock(), intl });
  if (home.integrations.length === 0) return <Welcome canWrite={isAllowed(access.role, "integration.write")} t={t} />;
  const todo = home.todos.reduce((sum, item) => sum + item.count, 0);
  return (
    <div className="page">
      <PageHead
        title={todo === 0 ? t("home.title.good") : t("home.title.todo", { count: todo })}
        purpose={t("home.purpose", {
          now: capitalize(formatterFor(locale, home.timeZone).dateTime(app.clock(), "long")),
          count: home.changed,
        })}
        actions={
          isAllowed(access.role, "integration.write") && (
            <>
              <LinkButton href="/integrations" icon={<Play className="icon" />}>
                {t("home.run")}
              </LinkButton>
              <LinkButton href="/gallery" variant="primary" icon={<Plus className="icon" />}>
                {t("home.newIntegration")}
              </LinkButton>
            </>
          )
        }
      />
      <div className="home">
        <TodoStrip items={home.todos} />
        <div className="column">
          <IntegrationList integrations={home.integrations} />
          <LastRuns runs={home.runs} zone={home.timeZone} />
        </div>
        <div className="column">
          <Strips strips={home.strips} days={home.days} zone={zoneName(home.timeZone)} />
          <NextSchedules schedules={home.schedules} />
        </div>
      </div>
    </div>
  );
}

function Welcome({ canWrite, t }: { canWrite: boolean; t: Awaited<ReturnType<typeof getIntl>>["t"] }) {
  const actions = (
    <>
      <LinkButton href="/gallery" variant="primary">
        {t("home.welcome.gallery")}
      </LinkButton>
      <LinkButton href="/connections">{t("home.welcome.connection")}</LinkButton>
    </>
  );
  return (
    <div className="page">
      <PageHead title={t("home.title.empty")} />
      <div className="card">
        <EmptyState icon={Blocks} title={t("home.welcome.title")} action={canWrite && actions}>
          {t("home.welcome.text")}
        </EmptyState>
      </div>
    </div>
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Europe/Paris` → `Paris`. */
function zoneName(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}
