"use client";

import { useTranslations } from "use-intl";
import type { TargetView } from "@/components/runs/types";

/** `invoice`, in words, for a stream of a target; the stream's own name where we have no word for it. */
export function useDocumentWord(): (target: Pick<TargetView, "stream" | "alias">) => string {
  const t = useTranslations("run.document");
  return ({ stream, alias }) => {
    const name = stream.replace(/^action:/, "").split(":")[0] ?? stream;
    return t.has(name) ? t(name) : alias || name;
  };
}

/** `Facture FA2611-0012`: what a record became, newest document last. */
export function Documents({ targets }: { targets: readonly TargetView[] }) {
  const word = useDocumentWord();
  const named = targets.filter((target) => !target.stream.startsWith("action:"));
  return (
    <span className="documents">
      {named.map((target) => (
        <span key={`${target.alias}/${target.id}`} className="document">
          {word(target)} <b>{target.ref || target.id}</b>
        </span>
      ))}
    </span>
  );
}
