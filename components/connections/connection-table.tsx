"use client";

import { useTranslations } from "use-intl";
import type { ConnectionActions } from "@/components/connections/connections-page";
import type { ConnectionView } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { StateBadge } from "@/components/ui/state-badge";
import { SystemTile } from "@/components/ui/system-tile";
import { Ago } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";

type TableProps = {
  connections: readonly ConnectionView[];
  chosen: string | null;
  onChoose: (id: string) => void;
  check: ConnectionActions["check"];
  mayCheck: boolean;
};

export function ConnectionTable({ connections, ...rest }: TableProps) {
  const t = useTranslations("connections");
  return (
    <table className="table roomy">
      <thead>
        <tr>
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col" className="mid">
            {t("tested")}
          </th>
          <th scope="col" className="mid">
            {t("usedBy")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t("test")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Omit<TableProps, "connections"> & { connection: ConnectionView };

function ConnectionRow({ connection, chosen, onChoose, check, mayCheck }: RowProps) {
  const t = useTranslations("connections");
  const test = useAction(check, { onDone: () => onChoose(connection.id) });
  return (
    <tr aria-selected={connection.id === chosen}>
      <td>
        <span className="integration">
          <SystemTile system={connection.connector.system} large />
          <span>
            <button type="button" className="name block truncate" onClick={() => onChoose(connection.id)}>
              {connection.name}
            </button>
            <span className="small muted truncate">
              {connection.connector.system.title}
              {` · ${connection.sandbox ? t("sandbox") : connection.address}`}
            </span>
          </span>
        </span>
      </td>
      <td>
        <StateBadge state={connection.state}>{connection.state === "idle" ? t("untested") : undefined}</StateBadge>
      </td>
      <td className="mid nowrap">{connection.check ? <Ago at={connection.check.at} /> : <span className="zero">—</span>}</td>
      <td className="mid truncate max-w-48">
        {connection.usedBy.length > 0 ? connection.usedBy.join(", ") : <span className="zero">{t("unused")}</span>}
      </td>
      <td className="right tight">
        {mayCheck && (
          <Button size="sm" busy={test.busy} onClick={() => test.run({ id: connection.id })}>
            {t("test")}
          </Button>
        )}
      </td>
    </tr>
  );
}
