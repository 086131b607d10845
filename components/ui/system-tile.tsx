import { ArrowLeftRight, ArrowRight } from "lucide-react";
import type { CSSProperties } from "react";
import { cx } from "@/components/ui/class-names";

/** `badge` of a connector's spec, with its title. */
export type SystemBadge = { readonly text: string; readonly tone: string; readonly title: string };

function colours(tone: string): CSSProperties {
  return {
    "--sys-bg": `var(--sys-${tone}-bg, var(--sys-slate-bg))`,
    "--sys-ink": `var(--sys-${tone}, var(--sys-slate))`,
  } as CSSProperties;
}

/** Two letters on the system's colour. Hidden from assistive technology where its title stands beside it. */
export function SystemTile({ system, large, labelled, className }: TileProps) {
  const label = labelled ? { role: "img", "aria-label": system.title } : { "aria-hidden": true };
  return (
    <span {...label} className={cx("sys", large && "lg", className)} style={colours(system.tone)} title={system.title}>
      {system.text}
    </span>
  );
}
type TileProps = { system: SystemBadge; large?: boolean; labelled?: boolean; className?: string };

export function SystemPair({ from, to, both, large }: { from: SystemBadge; to: SystemBadge; both?: boolean; large?: boolean }) {
  return (
    <span className="pair" aria-hidden="true">
      <SystemTile system={from} large={large} />
      {both ? <ArrowLeftRight className="icon" /> : <ArrowRight className="icon" />}
      <SystemTile system={to} large={large} />
    </span>
  );
}
