"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { ScheduleActions, ScheduleView } from "@/components/schedules/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { StateBadge } from "@/components/ui/state-badge";
import { Switch } from "@/components/ui/switch";
import { Ago, NextAt } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";

type TableProps = {
  schedules: readonly ScheduleView[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  onEdit: (schedule: ScheduleView) => void;
  change: ScheduleActions["change"];
  mayWrite: boolean;
  withIntegration?: boolean;
};

/** UI-34: integration, flow, first day, interval, last and next run, and whether it runs now. */
export function ScheduleTable({ schedules, withIntegration, ...rest }: TableProps) {
  const t = useTranslations("schedules");
  const { chosen, onChoose, mayWrite } = rest;
  const count = schedules.filter((one) => chosen.has(one.id)).length;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            {mayWrite && (
              <th scope="col" className="col-check">
                <Checkbox
                  aria-label={t("selectAll")}
                  checked={count > 0 && count === schedules.length ? true : count > 0 ? "indeterminate" : false}
                  onCheckedChange={(all) => onChoose(new Set(all ? schedules.map((one) => one.id) : []))}
                />
              </th>
            )}
            <th scope="col">{t("on")}</th>
            <th scope="col">{t("task")}</th>
            {withIntegration && (
              <th scope="col" className="not-phone">
                {t("integration")}
              </th>
            )}
            <th scope="col" className="mid">
              {t("start")}
            </th>
            <th scope="col">{t("interval")}</th>
            <th scope="col">{t("next")}</th>
            <th scope="col" className="mid">
              {t("last")}
            </th>
            <th scope="col" className="mid">
              {t("zone")}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t("edit")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((schedule) => (
            <ScheduleRow key={schedule.id} schedule={schedule} withIntegration={withIntegration} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<TableProps, "schedules"> & { schedule: ScheduleView };

function ScheduleRow({ schedule, chosen, onChoose, onEdit, change, mayWrite, withIntegration }: RowProps) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const switching = useAction(change);
  const { id, flow, spec, timeZone, last } = schedule;
  const choose = (on: boolean) => onChoose(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <tr data-chosen={chosen.has(id) || undefined}>
      {mayWrite && (
        <td className="col-check">
          <Checkbox aria-label={t("selectNamed", { flow })} checked={chosen.has(id)} onCheckedChange={choose} />
        </td>
      )}
      <td className="tight">
        <Switch
          aria-label={t("onNamed", { flow })}
          checked={schedule.enabled}
          disabled={!mayWrite || switching.busy}
          onCheckedChange={(enabled) => switching.run({ id, enabled })}
        />
      </td>
      <td className="name truncate">{flow}</td>
      {withIntegration && <td className="not-phone muted truncate">{schedule.integration}</td>}
      <td className="mid nowrap">{format.dateTime(new Date(schedule.startsOn), "date", { timeZone: "UTC" })}</td>
      <td className={spec.kind === "cron" ? "mono" : undefined}>{schedule.every}</td>
      <td className="nowrap">
        {schedule.nextAt ? (
          <NextAt at={schedule.nextAt} />
        ) : (
          <StateBadge state="off" plain>
            {t("off")}
          </StateBadge>
        )}
      </td>
      <td className="mid">
        {last ? (
          <Link href={`/runs/${last.runId}`} className="row">
            <StateBadge state={last.state} plain />
            <Ago at={last.at} />
          </Link>
        ) : (
          <span className="zero">{t("never")}</span>
        )}
      </td>
      <td className="mid muted">{timeZone}</td>
      <td className="right tight">
        {mayWrite && (
          <Button variant="quiet" size="sm" square aria-label={t("editNamed", { flow })} onClick={() => onEdit(schedule)}>
            <Pencil className="icon" />
          </Button>
        )}
      </td>
    </tr>
  );
}
