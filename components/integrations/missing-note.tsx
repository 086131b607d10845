"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { MissingView } from "@/components/integrations/types";
import { Note } from "@/components/ui/note";

/** What is still to fill in, each with the way to it; nothing when all is. */
export function MissingNote({ missing }: { missing: readonly MissingView[] }) {
  const t = useTranslations("integration.missing");
  if (missing.length === 0) return null;
  return (
    <Note kind="warning" title={t("title", { count: missing.length })}>
      <ul className="missing">
        {missing.map((one) => (
          <li key={one.key}>
            {one.text}
            <Link className="link-btn" href={one.href}>
              {t("fill")}
              <ArrowRight className="icon sm" />
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}
