"use client";

import { CircleCheck, CircleX, ListChecks, TriangleAlert } from "lucide-react";
import { useContext, useMemo } from "react";
import { useTranslations } from "use-intl";
import { coverageProblems } from "@/components/canvas/coverage";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { EditorActions } from "@/components/canvas/editor-types";
import { ChoicesContext } from "@/components/canvas/node-summary";
import { useTools } from "@/components/canvas/tools-context";
import { useCoverage } from "@/components/canvas/use-coverage";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { useLanguage } from "@/components/ui/use-language";
import type { Problem } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

type Props = { flowId: string; measure: EditorActions["coverage"] };

/** What is wrong with the draft, and what live records showed; choosing a problem goes to its step. */
export function ProblemsMenu({ flowId, measure }: Props) {
  const t = useTranslations("editor.problems");
  const fixed = useEditor((state) => state.problems);
  const coverage = useEditor((state) => state.coverage);
  const mayEdit = useEditor((state) => state.mayEdit);
  const { tables } = useContext(ChoicesContext);
  const live = useMemo(() => {
    const titleOf = (key: string) => tables.find(({ value }) => value === key)?.label ?? key;
    return coverage ? coverageProblems(coverage, titleOf) : [];
  }, [coverage, tables]);
  const counting = useCoverage(flowId, measure);
  const problems = [...fixed, ...live];
  const isClear = problems.length === 0;
  const trigger = (
    <Button
      variant="quiet"
      className={isClear ? "problems none" : "problems"}
      busy={counting.busy}
      icon={isClear ? <CircleCheck className="icon" /> : <TriangleAlert className="icon" />}
    >
      {isClear ? t("none") : t("count", { count: problems.length })}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <ProblemItems problems={fixed} />
      {coverage && <MenuLabel>{t("live", { count: coverage.records })}</MenuLabel>}
      <ProblemItems problems={live} />
      {coverage && live.length === 0 && <p className="menu-note muted">{t("liveNone")}</p>}
      {problems.length > 0 && <MenuLine />}
      <MenuItem icon={<ListChecks className="icon" />} disabled={!mayEdit} onSelect={() => void counting.run()}>
        {t("measure")}
      </MenuItem>
    </Menu>
  );
}

function ProblemItems({ problems }: { problems: readonly Problem[] }) {
  const text = useProblemText();
  const goTo = useGoTo();
  return problems.map((problem) => (
    <MenuItem
      key={`${problem.code}${problem.nodeId}${problem.edgeId}${problem.path}${problem.params?.field}${problem.params?.table}`}
      icon={
        problem.severity === "error" ? (
          <CircleX className="icon tone failed" />
        ) : (
          <TriangleAlert className="icon tone attention" />
        )
      }
      onSelect={() => goTo(problem)}
    >
      <ProblemLine problem={problem} text={text(problem)} />
    </MenuItem>
  ));
}

function ProblemLine({ problem, text }: { problem: Problem; text: string }) {
  const language = useLanguage();
  const node = useEditor((state) => state.document.nodes.find((each) => each.id === problem.nodeId));
  return (
    <span className="problem-line">
      {node && <b>{node.label ?? nodeDefinition(node.kind).title[language]}</b>}
      <span>{text}</span>
    </span>
  );
}

/** What a problem says to a person. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations("problems");
  const language = useLanguage();
  return ({ code, params }) => (t.has(code) ? t(code, { path: "", what: params?.[language] ?? "", ...params }) : code);
}

function useGoTo(): (problem: Problem) => void {
  const store = useEditorStore();
  const { edits } = useTools();
  return ({ nodeId, edgeId }) => {
    const id = nodeId ?? store.getState().document.edges.find((edge) => edge.id === edgeId)?.source;
    if (id !== undefined) edits.goTo(id);
    // The line itself is what is wrong.
    if (nodeId === undefined && edgeId !== undefined) store.getState().select([edgeId]);
  };
}
