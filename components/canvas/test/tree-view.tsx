"use client";

import { useTranslations } from "use-intl";
import { leafOf } from "@/components/canvas/test/sides";
import { cx } from "@/components/ui/class-names";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Deeper levels open on demand. */
const OPEN_DEPTH = 1;

type Props = {
  value: JsonObject;
  /** Compared with it: fields that are new, other or gone are marked. */
  before: JsonObject | null;
  label: string;
};

/** A record as a tree: one line for each field, folded below the first level. */
export function TreeView({ value, before, label }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="trial-tree" aria-label={label} tabIndex={0}>
      <Branch value={value} before={before} depth={0} />
    </section>
  );
}

type BranchProps = { value: JsonObject | readonly Json[]; before: JsonObject | readonly Json[] | null; depth: number };

function Branch({ value, before, depth }: BranchProps) {
  const gone = before ? Object.keys(before).filter((key) => !(key in value)) : [];
  return (
    <ul>
      {Object.entries(value).map(([key, entry]) => (
        <Leaf
          key={key}
          name={key}
          value={entry}
          before={before === null ? undefined : at(before, key)}
          isCompared={before !== null}
          depth={depth}
        />
      ))}
      {before &&
        gone.map((key) => <Leaf key={key} name={key} value={undefined} before={at(before, key)} isCompared depth={depth} />)}
    </ul>
  );
}

type LeafProps = { name: string; value: Json | undefined; before: Json | undefined; isCompared: boolean; depth: number };

function Leaf({ name, value, before, isCompared, depth }: LeafProps) {
  const t = useTranslations("run.json");
  const { change, text } = leafOf(isCompared ? before : value, value);
  const inner = isContainer(value) ? value : undefined;
  const words = (
    <>
      {change && <span className="sr-only">{t(change)} </span>}
      <b>{name}</b> <span className="value">{text}</span>
    </>
  );
  const known = isContainer(before) ? before : null;
  return (
    <li className={cx(change)}>
      {inner ? (
        <details open={depth < OPEN_DEPTH && change !== undefined && known !== null}>
          <summary>{words}</summary>
          <Branch value={inner} before={change === "changed" ? known : null} depth={depth + 1} />
        </details>
      ) : (
        <p>{words}</p>
      )}
    </li>
  );
}

function isContainer(value: Json | undefined): value is JsonObject | Json[] {
  return isJsonObject(value ?? null) || Array.isArray(value);
}

function at(value: JsonObject | readonly Json[], key: string): Json | undefined {
  return isList(value) ? value[Number(key)] : value[key];
}

function isList(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value);
}
