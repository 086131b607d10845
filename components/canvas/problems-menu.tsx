"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { useTools } from "@/components/canvas/tools-context";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useLanguage } from "@/components/ui/use-language";
import type { Problem } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** What is wrong with the draft; choosing a problem goes to its step. */
export function ProblemsMenu() {
  const t = useTranslations("editor.problems");
  const problems = useEditor((state) => state.problems);
  const text = useProblemText();
  const goTo = useGoTo();
  if (problems.length === 0) {
    return (
      <span className="state plain created flow-ok">
        <CircleCheck className="icon" aria-hidden="true" />
        {t("none")}
      </span>
    );
  }
  const trigger = (
    <Button variant="quiet" className="problems" icon={<TriangleAlert className="icon" />}>
      {t("count", { count: problems.length })}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      {problems.map((problem) => (
        <MenuItem
          key={`${problem.code}${problem.nodeId}${problem.edgeId}${problem.path}`}
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
      ))}
    </Menu>
  );
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
  };
}
