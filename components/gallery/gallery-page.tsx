"use client";

import { ArrowRight, LayoutGrid, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionActions } from "@/components/connections/connections-page";
import type { ConnectorView } from "@/components/connections/types";
import { TemplateCard } from "@/components/gallery/template-card";
import type { ConnectionChoice, InstallInput, InstallResult, TemplateView, WizardState } from "@/components/gallery/types";
import { useInstall } from "@/components/gallery/use-install";
import { hasDemo, startWizard, toInstallInput } from "@/components/gallery/wizard-state";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/input";
import { PageHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import type { Action } from "@/components/ui/use-action";

// Its forms are not part of the first load: they come with the first choice.
const Guide = dynamic(() => import("@/components/gallery/guide").then(({ Guide: component }) => component), { ssr: false });
const Wizard = dynamic(() => import("@/components/gallery/wizard").then(({ Wizard: component }) => component), { ssr: false });

type GalleryProps = {
  templates: readonly TemplateView[];
  connections: readonly ConnectionChoice[];
  connectors: readonly ConnectorView[];
  install: Action<InstallInput, InstallResult>;
  addConnection: ConnectionActions["create"];
  testConnection: ConnectionActions["check"];
  readOnly: boolean;
};

/** The catalogue, and beside it the wizard of the chosen template: the catalogue stays in sight. */
export function GalleryPage(props: GalleryProps) {
  const { templates, connections, connectors, install, addConnection, testConnection, readOnly } = props;
  const t = useTranslations("gallery");
  const [filters, setFilters] = useState<Filters>({ words: "", direction: "all", system: "all" });
  const [isGuided, setGuided] = useState(false);
  const demo = useInstall(install);
  const [chosen, setChosen] = useState<{ template: TemplateView; start: WizardState } | null>(null);
  const choose = (template: TemplateView, step?: WizardState["step"]) => {
    setGuided(false);
    const start = startWizard(template, connections, false);
    setChosen({ template, start: step === undefined ? start : { ...start, step } });
  };
  const demoStart = (template: TemplateView) => {
    const start = startWizard(template, connections, true);
    return { ...start, name: t("demoName", { name: start.name }) };
  };
  const shown = templates.filter((template) => fits(template, filters));
  return (
    <div className="with-side gallery" data-open={chosen !== null || isGuided}>
      <div className="page">
        <PageHead
          title={t("title")}
          purpose={t("purpose")}
          actions={
            !readOnly && (
              <Button
                variant="primary"
                icon={<Plus className="icon" />}
                onClick={() => {
                  setChosen(null);
                  setGuided(true);
                }}
              >
                {t("guide.open")}
              </Button>
            )
          }
        />
        <FilterBar templates={templates} filters={filters} onFilters={setFilters} />
        {shown.length === 0 ? (
          <div className="card">
            <EmptyState icon={LayoutGrid} title={t("none")}>
              {t("noneText")}
            </EmptyState>
          </div>
        ) : (
          <div className="cards">
            {shown.map((template) => (
              <TemplateCard
                key={template.id}
                template={template}
                chosen={chosen?.template.id === template.id}
                canDemo={hasDemo(template, connections)}
                readOnly={readOnly}
                busy={demo.busy}
                onChoose={() => choose(template)}
                onTry={() => demo.run(toInstallInput(template, demoStart(template)))}
              />
            ))}
          </div>
        )}
      </div>
      {isGuided && (
        <Guide templates={templates} onTemplate={(template) => choose(template, 1)} onClose={() => setGuided(false)} />
      )}
      {chosen && (
        <Wizard
          key={`${chosen.template.id}-${chosen.start.step}`}
          template={chosen.template}
          start={chosen.start}
          connections={connections}
          connectors={connectors}
          install={install}
          addConnection={addConnection}
          testConnection={testConnection}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}

type Filters = { words: string; direction: "all" | TemplateView["direction"]; system: string };

function fits(template: TemplateView, { words, direction, system }: Filters): boolean {
  const text = `${template.title} ${template.summary} ${template.areas.map((area) => area.title).join(" ")}`.toLowerCase();
  return (
    text.includes(words.toLowerCase()) &&
    (direction === "all" || template.direction === direction) &&
    (system === "all" || template.from.title === system || template.to.title === system)
  );
}

type FilterBarProps = { templates: readonly TemplateView[]; filters: Filters; onFilters: (filters: Filters) => void };

function FilterBar({ templates, filters, onFilters }: FilterBarProps) {
  const t = useTranslations("gallery");
  const systems = [...new Set(templates.flatMap((template) => [template.from.title, template.to.title]))];
  const count = (system: string) => templates.filter((template) => fits(template, { ...filters, system })).length;
  const arrow = (from: string, to: string) => (
    <>
      {from}
      <ArrowRight className="icon sm" />
      {to}
    </>
  );
  return (
    <div className="filters">
      <div className="filter-line">
        <SearchInput
          aria-label={t("search")}
          placeholder={t("search")}
          value={filters.words}
          onChange={(event) => onFilters({ ...filters, words: event.target.value })}
        />
        <Segmented
          label={t("direction")}
          value={filters.direction}
          onValueChange={(direction) => onFilters({ ...filters, direction })}
          options={[
            { value: "all", label: t("allDirections") },
            { value: "shopToOffice", label: arrow(t("fromShop"), t("toOffice")) },
            { value: "officeToShop", label: arrow(t("fromOffice"), t("toShop")) },
          ]}
        />
      </div>
      <div className="filter-line">
        {["all", ...systems].map((system) => (
          <button
            key={system}
            type="button"
            className="chip"
            aria-pressed={filters.system === system}
            onClick={() => onFilters({ ...filters, system })}
          >
            {system === "all" ? t("all") : system} <span className="n">{count(system)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
