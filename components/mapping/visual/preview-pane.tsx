"use client";

import { ChevronLeft, ChevronRight, CircleX, LoaderCircle } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { excerpt } from "@/components/mapping/visual/trees";
import { JsonView } from "@/components/runs/json-view";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Skeleton } from "@/components/ui/skeleton";
import type { Member } from "@/engine/mapping/visual/model";
import { fieldId, WHOLE } from "@/engine/mapping/visual/preview";
import type { ErrorInfo } from "@/lib/core/errors";
import { isJsonObject, type Json } from "@/lib/core/json";

/** The record the target would get for the sample, field by field, each error under the field that caused it. */
export function PreviewPane({ isBusy, onTry }: { isBusy: boolean; onTry: () => void }) {
  const t = useTranslations("mapper");
  const { mapping, sample, results } = useMapper();
  const errors = [...results].filter(([id, { error }]) => id !== "" && error).length;
  return (
    <section className="preview-pane" aria-label={t("preview")} aria-busy={isBusy}>
      <header>
        <h2>{t("preview")}</h2>
        <span className="mono muted truncate">{sample?.label}</span>
        <span className="push" />
        {isBusy && <LoaderCircle className="icon spin muted" aria-hidden="true" />}
        {errors > 0 && (
          <span className="state plain failed">
            <CircleX className="icon" aria-hidden="true" />
            {t("errors", { count: errors })}
          </span>
        )}
      </header>
      {sample ? (
        <div className="preview-body">
          {results.size === 0 && isBusy ? (
            <Skeleton />
          ) : mapping.members.length > 0 ? (
            <Members members={mapping.members} above={[]} />
          ) : (
            <Whole />
          )}
        </div>
      ) : (
        <div className="preview-none muted">
          <p>{t("noSample")}</p>
          <Button size="sm" onClick={onTry}>
            {t("readSamples")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Why an expression gave nothing. */
function NoValue({ error }: { error: ErrorInfo }) {
  const t = useTranslations("mapper");
  const errorText = useErrorText();
  return (
    <span className="preview-error">
      <b>
        <CircleX className="icon" aria-hidden="true" />
        {t("noValue")}
      </b>
      <span>{errorText(error)}</span>
    </span>
  );
}

/** What an expression gives that names no fields of its own. */
function Whole() {
  const t = useTranslations("mapper");
  const { results } = useMapper();
  const result = results.get(WHOLE);
  if (result?.error) {
    return (
      <div className="preview-row failed whole">
        <NoValue error={result.error} />
      </div>
    );
  }
  if (result?.value === undefined) return <p className="muted">{t("leftOut")}</p>;
  return <JsonView value={result.value} label={t("preview")} />;
}

function Members({ members, above }: { members: readonly Member[]; above: readonly string[] }) {
  const { results } = useMapper();
  return members.map(({ name, rule }) => {
    const path = [...above, name];
    if (rule.kind === "object") {
      return (
        <div key={name} className="preview-group">
          <h3 className="mono">{name}</h3>
          <Members members={rule.members} above={path} />
        </div>
      );
    }
    if (rule.kind === "each")
      return <Entries key={name} path={path} members={rule.members} count={listOf(results.get(fieldId(path))?.value).length} />;
    return <OneField key={name} path={path} />;
  });
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function OneField({ path }: { path: readonly string[] }) {
  const t = useTranslations("mapper");
  const { results, select, selected } = useMapper();
  const result = results.get(fieldId(path));
  const words = { empty: t("empty"), entries: (count: number) => t("entries", { count }) };
  const isOwn = selected !== null && fieldId(selected) === fieldId(path);
  return (
    <div className={`preview-row ${isOwn ? "selected" : ""} ${result?.error ? "failed" : ""}`}>
      <button type="button" className="mono truncate" onClick={() => select(path)}>
        {path.at(-1)}
      </button>
      {result?.error ? (
        <NoValue error={result.error} />
      ) : (
        <span className="truncate">
          {result?.value === undefined ? <i className="muted">{t("leftOut")}</i> : excerpt(result.value, words)}
        </span>
      )}
    </div>
  );
}

/** Entries of a list as a table: a column for each of the first fields. */
function Entries({ path, members, count }: { path: readonly string[]; members: readonly Member[]; count: number }) {
  const t = useTranslations("mapper");
  const { results } = useMapper();
  const whole = results.get("")?.value;
  const entries = listOf(path.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), whole));
  const columns = members.slice(0, 4).map(({ name }) => name);
  const failed = members.filter(({ name }) => results.get(fieldId([...path, name]))?.error);
  return (
    <div className="preview-entries">
      <table>
        <caption className="mono">
          {path.at(-1)} <span className="muted">{t("entries", { count: entries.length || count })}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, 6).map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of a list have no identity but their place
            <tr key={index}>
              {columns.map((name) => (
                <td key={name} className="truncate">
                  {isJsonObject(entry) ? excerpt(entry[name], { empty: "–", entries: String }) : ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {failed.map(({ name }) => (
        <OneField key={name} path={[...path, name]} />
      ))}
    </div>
  );
}

/** Which sample is looked at. */
export function SampleStepper(props: { position: number; total: number; onShow: (position: number) => void }) {
  const t = useTranslations("mapper");
  const { position, total, onShow } = props;
  if (total === 0) return null;
  return (
    <span className="stepper sample-stepper">
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("previousSample")}
        disabled={position <= 0}
        icon={<ChevronLeft className="icon" />}
        onClick={() => onShow(position - 1)}
      />
      <span className="num">{t("sampleOf", { position: Math.min(position + 1, total), total })}</span>
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("nextSample")}
        disabled={position >= total - 1}
        icon={<ChevronRight className="icon" />}
        onClick={() => onShow(position + 1)}
      />
    </span>
  );
}
