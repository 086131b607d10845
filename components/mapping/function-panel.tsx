"use client";

import { Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { snippetOf } from "@/components/mapping/jsonata-completion";
import { useLanguage } from "@/components/ui/use-language";
import { type FunctionHelp, functionHelp } from "@/engine/mapping/catalog";

const GROUPS = ["text", "money", "date", "vat", "code", "table", "jsonata"] as const;

/** Every function with its signature and what it does, searched in both languages; chosen, it is put at the cursor. */
export function FunctionPanel({ onInsert }: { onInsert: ((snippet: string) => void) | undefined }) {
  const t = useTranslations("expression");
  const [query, setQuery] = useState("");
  const wanted = fold(useDeferredValue(query));
  const found = useMemo(() => functionHelp().filter((each) => matches(each, wanted)), [wanted]);
  return (
    <section className="function-panel" aria-label={t("functions")}>
      <div className="input sm">
        <Search className="icon" aria-hidden="true" />
        <input
          type="search"
          value={query}
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className="function-list" aria-label={t("functions")} tabIndex={0}>
        {found.length === 0 && <p className="muted small">{t("noFunction")}</p>}
        {GROUPS.map((group) => {
          const own = found.filter((each) => each.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group}>
              <h3>{t(`group.${group}`)}</h3>
              <ul>
                {own.map((each) => (
                  <FunctionRow key={each.name} help={each} onInsert={onInsert} />
                ))}
              </ul>
            </section>
          );
        })}
      </section>
    </section>
  );
}

type RowProps = { help: FunctionHelp; onInsert: ((snippet: string) => void) | undefined };

function FunctionRow({ help, onInsert }: RowProps) {
  const t = useTranslations("expression");
  const language = useLanguage();
  return (
    <li>
      <button
        type="button"
        disabled={!onInsert}
        aria-label={t("insert", { name: `$${help.name}` })}
        onClick={() => onInsert?.(snippetOf(help))}
      >
        <code>{help.signature}</code>
        <span>{help.description[language]}</span>
        {help.example && <code className="muted">{help.example}</code>}
      </button>
    </li>
  );
}

function matches({ name, description }: FunctionHelp, wanted: string): boolean {
  return [name, description.en, description.fr].some((text) => fold(text).includes(wanted));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
