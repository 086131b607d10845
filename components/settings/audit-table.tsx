"use client";

import { KeyRound, User } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SearchInput } from "@/components/ui/input";
import { Stamp } from "@/components/ui/time";

export type AuditEventView = {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly isToken: boolean;
  readonly subject: string | null;
};

/** What was done, by whom, to what; searched in the words shown. */
export function AuditTable({ events }: { events: readonly AuditEventView[] }) {
  const t = useTranslations("audit");
  const [words, setWords] = useState("");
  const text = (action: string) => (t.has(`action.${action}`) ? t(`action.${action}`) : action);
  const shown = events.filter(({ action, actor, subject }) =>
    `${text(action)} ${actor} ${subject ?? ""}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  return (
    <>
      <div className="card-head">
        <SearchInput
          size="sm"
          className="max-w-72"
          aria-label={t("search")}
          placeholder={t("search")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("at")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("subject")}</th>
            <th scope="col">{t("who")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((event) => (
            <tr key={event.id}>
              <td className="nowrap muted">
                <Stamp at={event.at} />
              </td>
              <td className="name">{text(event.action)}</td>
              <td className="truncate">{event.subject ?? <span className="zero">—</span>}</td>
              <td>
                <span className="row">
                  {event.isToken ? (
                    <KeyRound className="icon sm" aria-label={t("token")} />
                  ) : (
                    <User className="icon sm" aria-hidden="true" />
                  )}
                  <span className="truncate">{event.actor}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="empty compact muted">{t("noMatch")}</p>}
    </>
  );
}
