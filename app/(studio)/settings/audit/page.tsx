import { History } from "lucide-react";
import { AuditTable } from "@/components/settings/audit-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { type AuditCursor, type AuditEntry, listAuditEvents } from "@/db/queries/audit";
import type { Translate } from "@/lib/i18n/messages";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

const PAGE = 100;

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("audit.title") };
}

/** Who changed what, and when: for owners. */
export default async function Page({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const { access } = await requireSession("workspace.manage");
  const { db } = await getApp();
  const { t } = await getIntl();
  const before = parseCursor((await searchParams).before);
  const found = await listAuditEvents({ db, workspaceId: access.workspaceId, before, limit: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  return (
    <div className="page">
      <PageHead
        crumbs={[{ label: t("nav.settings"), href: "/settings" }]}
        title={t("audit.title")}
        purpose={t("audit.purpose")}
      />
      <section className="card" aria-label={t("audit.title")}>
        {shown.length === 0 ? (
          <EmptyState icon={History} title={t("audit.empty")}>
            {t("audit.emptyText")}
          </EmptyState>
        ) : (
          <AuditTable events={shown.map((event) => toView(event, t))} />
        )}
        {found.length > PAGE && last && (
          <div className="table-foot">
            <LinkButton size="sm" href={`/settings/audit?before=${last.at.toISOString()}_${last.id}`}>
              {t("audit.older")}
            </LinkButton>
          </div>
        )}
      </section>
    </div>
  );
}

function toView({ id, at, action, actor, actorName, subjectName }: AuditEntry, t: Translate) {
  return {
    id,
    at: at.toISOString(),
    action,
    actor: actorName ?? (actor === "system" || actor === "tok_environment" ? t(`audit.${actor}`) : t("audit.gone")),
    isToken: actor.startsWith("tok_"),
    subject: subjectName,
  };
}

/** `<instant>_<id>` of the last event shown; anything else is the first page. */
function parseCursor(cursor: string | undefined): AuditCursor | undefined {
  const [instant, ...id] = cursor?.split("_") ?? [];
  const at = new Date(instant ?? "");
  return Number.isNaN(at.getTime()) || id.length === 0 ? undefined : { at, id: id.join("_") };
}
