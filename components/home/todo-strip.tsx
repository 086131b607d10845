"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { TodoView } from "@/components/home/types";
import { StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";

/** What needs a person, worst seen first; nothing at all when all is in order. */
export function TodoStrip({ items }: { items: readonly TodoView[] }) {
  const t = useTranslations("home.todo");
  if (items.length === 0) return null;
  return (
    <section className="card todo" data-items={items.length} aria-label={t("label")}>
      {items.map((item) => (
        <div key={item.state} className={`todo-item ${toneOf(item.state)}`}>
          <span className="todo-mark">
            <StateIcon state={item.state} />
          </span>
          <h2 className="todo-title">{t(`${item.state}.title`, { count: item.count })}</h2>
          <p>{item.cause}</p>
          <p className="todo-foot">
            {item.foot}
            <Link className="link-btn" href={item.href}>
              {t(`${item.state}.action`)}
              <ArrowRight className="icon sm" />
            </Link>
          </p>
        </div>
      ))}
    </section>
  );
}
