import { toRunLine } from "@/app/(studio)/_views/runs";
import { everyText } from "@/app/(studio)/_views/schedules";
import type { FlowCard, MissingView } from "@/components/integrations/types";
import type { RunListing, ScheduleListing } from "@/db/queries/listings";
import type { Locale } from "@/lib/core/text";
import type { Translate } from "@/lib/i18n/messages";
import type { IntegrationDetail } from "@/lib/server/integrations/integrations";
import type { RunStanding } from "@/lib/server/runs/progress";

/** What the run that goes on is about, by its id. */
export type Standings = ReadonlyMap<string, RunStanding>;

type CardScope = Scope & { runs: readonly RunListing[]; schedules: readonly ScheduleListing[]; standings: Standings };
type Scope = { detail: IntegrationDetail; locale: Locale; t: Translate };

/** Values named in the warning; the others are on the page of the table. */
const NAMED_VALUES = 4;

/** The flows of the areas that are on, in the order of a first synchronisation (UI-12, UI-29). */
export function toFlowCards({ detail, runs, schedules, standings, locale, t }: CardScope): FlowCard[] {
  return detail.flows
    .filter((flow) => flow.enabled)
    .map((flow) => {
      const ofTemplate = detail.template.flows.find((one) => one.key === flow.key);
      const ofFlow = runs.filter((run) => run.flowId === flow.id);
      const open = ofFlow.find((run) => run.status === "running") ?? ofFlow.find((run) => run.status === "queued");
      const last = ofFlow.find((run) => run.status !== "running" && run.status !== "queued");
      const schedule = schedules.find((one) => one.flowId === flow.id && one.enabled);
      return {
        id: flow.id,
        title: flow.name,
        description: ofTemplate?.description[locale] ?? "",
        version: flow.versionNumber,
        every: schedule ? everyText(schedule.spec, { t, locale }) : null,
        last: last ? toRunLine(last) : null,
        open: open ? toOpenRun(open, standings.get(open.id)) : null,
      };
    });
}

function toOpenRun(run: RunListing, standing: RunStanding | undefined): NonNullable<FlowCard["open"]> {
  const { created, updated, unchanged, ignored, failed, review } = run;
  return {
    id: run.id,
    state: run.status === "running" ? "running" : "queued",
    since: (run.startedAt ?? run.createdAt).toISOString(),
    done: created + updated + unchanged + ignored + failed + review,
    failed,
    paused: standing?.paused ?? false,
    total: standing?.progress?.total ?? null,
    secondsLeft: standing?.progress?.secondsLeft ?? null,
  };
}

/** What is left to fill in, in words, with the page where it is done. */
export function toMissingViews({ detail, locale, t }: Scope): MissingView[] {
  const base = `/integrations/${detail.row.id}`;
  return detail.missing.map((one) => {
    if (one.kind === "setting") {
      const title = detail.template.settings.find((setting) => setting.key === one.key)?.label[locale] ?? one.key;
      return { key: `setting-${one.key}`, text: t("integration.missing.setting", { title }), href: `${base}/settings` };
    }
    const title = detail.template.tables.find((table) => table.key === one.key)?.title[locale] ?? one.key;
    const href = `${base}/tables/${one.id}`;
    if (one.kind === "lookup") {
      const reason = one.error.advice?.[locale] ?? t(`errors.${one.error.code}`);
      return { key: `lookup-${one.id}-${one.lookup}`, text: t("integration.missing.lookup", { title, reason }), href };
    }
    const named = one.values.slice(0, NAMED_VALUES).map((value) => value.label);
    const values = one.values.length > NAMED_VALUES ? `${named.join(", ")}…` : named.join(", ");
    return { key: `table-${one.id}`, text: t("integration.missing.table", { title, count: one.values.length, values }), href };
  });
}
