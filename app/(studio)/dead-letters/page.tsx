import { dismissRecords, editRecord, readRecord, retryRecords } from "@/app/(studio)/dead-letters/actions";
import { DeadLettersPage } from "@/components/dead-letters/dead-letters-page";
import { listDeadLetters, MAX_ATTEMPTS } from "@/db/queries/dead-letters";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

const LIMIT = 200;

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("deadLetters.title") };
}

export default async function Page() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const letters = await listDeadLetters({ db, workspaceId: access.workspaceId, limit: LIMIT });
  return (
    <DeadLettersPage
      letters={letters.map(({ id, label, key, flow, runId, error, attempts, updatedAt, retryAt, isEdited }) => ({
        ...{ id, label, key, flow, runId, error, attempts, isEdited },
        at: updatedAt.toISOString(),
        retryAt: attempts < MAX_ATTEMPTS ? retryAt.toISOString() : null,
      }))}
      actions={{ retry: retryRecords, dismiss: dismissRecords, read: readRecord, edit: editRecord }}
      mayRun={isAllowed(access.role, "run.start")}
      limit={LIMIT}
    />
  );
}
