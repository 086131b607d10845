"use client";

import { Command } from "cmdk";
import { Activity, Blocks, type LucideIcon, Plug, Search, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { PAGES } from "@/components/frame/pages";
import { useOpener } from "@/components/ui/use-opener";

/** One thing found; `hint` tells two of the same name apart. */
export type SearchHit = {
  readonly kind: "integration" | "flow" | "run" | "connection";
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly href: string;
};

const KIND_ICONS: Record<SearchHit["kind"], LucideIcon> = {
  integration: Blocks,
  flow: Workflow,
  run: Activity,
  connection: Plug,
};

type Props = { open: boolean; onOpenChange: (open: boolean) => void; search: (query: string) => Promise<readonly SearchHit[]> };

/** Ctrl-K: pages at once, things of the workspace as they are found. */
export function CommandPalette({ open, onOpenChange, search }: Props) {
  const t = useTranslations("search");
  const nav = useTranslations("nav");
  const router = useRouter();
  const [query, setQuery] = useState("");
  const hits = useHits(open, query, search);
  const go = (href: string) => {
    onOpenChange(false);
    setQuery("");
    router.push(href);
  };
  const opener = useOpener();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog top-third" aria-describedby={undefined} {...opener}>
          <Dialog.Title className="visually-hidden">{t("title")}</Dialog.Title>
          <Command loop label={t("title")}>
            <div className="command-input">
              <Search className="icon muted" />
              <Command.Input value={query} onValueChange={setQuery} placeholder={t("placeholder")} />
              <kbd>Esc</kbd>
            </div>
            <Command.List className="command-list">
              <Command.Empty className="command-empty">{t("empty", { query })}</Command.Empty>
              <Hits hits={hits} onChoose={go} />
              <Command.Group heading={t("pages")}>
                {PAGES.map((page) => (
                  <Command.Item
                    key={page.key}
                    value={`page ${page.key}`}
                    keywords={[nav(page.key)]}
                    className="menu-item"
                    onSelect={() => go(page.href)}
                  >
                    <page.icon className="icon" />
                    {nav(page.key)}
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Hits({ hits, onChoose }: { hits: readonly SearchHit[]; onChoose: (href: string) => void }) {
  const t = useTranslations("search");
  if (hits.length === 0) return null;
  return (
    <Command.Group heading={t("found")}>
      {hits.map((hit) => {
        const Icon = KIND_ICONS[hit.kind];
        return (
          <Command.Item
            key={hit.id}
            value={hit.id}
            keywords={[hit.label, hit.hint ?? ""]}
            className="menu-item"
            onSelect={() => onChoose(hit.href)}
          >
            <Icon className="icon" />
            <span className="truncate">{hit.label}</span>
            <span className="small">{hit.hint ?? t(`kinds.${hit.kind}`)}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

function useHits(open: boolean, query: string, search: Props["search"]): readonly SearchHit[] {
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  useEffect(() => {
    if (!open) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const found = await search(query);
      if (!stale) setHits(found);
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [open, query, search]);
  return hits;
}
