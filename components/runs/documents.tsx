"use client";

import { useTranslations } from "use-intl";
import { documentsOf } from "@/components/runs/documents-of";
import type { TargetView } from "@/components/runs/types";

/** `invoice`, in words, for a stream of a target; the stream's own name where we have no word for it. */
export function useDocumentWord(): (target: Pick<TargetView, "stream" | "alias">) => string {
  const t = useTranslations("run.document");
  return ({ stream, alias }) => {
    const name = stream.replace(/^action:/, "").split(":")[0] ?? stream;
    return t.has(name) ? t(name) : alias || name;
  };
}

/** `Facture FA2611-0012 · commande CO2611-0037`: what a record became. */
export function Documents({ targets }: { targets: readonly TargetView[] }) {
  const word = useDocumentWord();
  return (
    <span className="documents">
      {documentsOf(targets).map((document) => (
        <span key={`${document.alias}/${document.id}`} className="document">
          {word(document)} <b>{document.ref}</b>
        </span>
      ))}
    </span>
  );
}
