"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog } from "radix-ui";
import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { EditorQuestion } from "@/components/canvas/editor-store";
import { NodeIcon } from "@/components/canvas/node-icon";
import type { Edits } from "@/components/canvas/use-edits";
import { useLanguage } from "@/components/ui/use-language";
import { useOpener } from "@/components/ui/use-opener";
import { canConnect, connectOperation } from "@/engine/document/edits";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { NODE_DEFINITIONS, nodeDefinition } from "@/engine/nodes/definitions";

const SIZE = { width: 320, height: 360 } as const;

/** A list searched by typing, where the question was asked: steps to add, to go to, or to connect to. */
export function QuickPick({ edits }: { edits: Edits }) {
  const question = useEditor((state) => state.question);
  const store = useEditorStore();
  const close = () => store.getState().ask(null);
  if (!question || question.kind === "keys") return null;
  return <Pick key={question.kind} question={question} edits={edits} onClose={close} />;
}

type Props = { question: Exclude<EditorQuestion, { kind: "keys" }>; edits: Edits; onClose: () => void };

function Pick({ question, edits, onClose }: Props) {
  const t = useTranslations("editor.quick");
  const title = t(`${question.kind}.title`);
  const opener = useOpener();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="quick-ground" />
        <Dialog.Content
          className="menu-pop quick-pick"
          aria-describedby={undefined}
          style={placeOf(question)}
          onOpenAutoFocus={opener.onOpenAutoFocus}
          onCloseAutoFocus={opener.onCloseAutoFocus}
        >
          <Dialog.Title className="visually-hidden">{title}</Dialog.Title>
          <Command label={title} loop>
            <div className="input sm">
              <Search className="icon" />
              <Command.Input placeholder={t(`${question.kind}.search`)} aria-label={title} />
            </div>
            <Command.List label={title}>
              <Command.Empty className="menu-label">{t("none")}</Command.Empty>
              {question.kind === "add" ? (
                <Kinds question={question} edits={edits} onClose={onClose} />
              ) : (
                <Steps question={question} edits={edits} onClose={onClose} />
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Beside the point, inside the window. */
function placeOf(question: Props["question"]): CSSProperties {
  const at = question.kind === "add" ? question.screen : undefined;
  if (!at) return { left: "50%", top: "18%", transform: "translateX(-50%)" };
  return {
    left: Math.max(8, Math.min(at.x, window.innerWidth - SIZE.width - 8)),
    top: Math.max(8, Math.min(at.y, window.innerHeight - SIZE.height - 8)),
  };
}

function Kinds({ question, edits, onClose }: Omit<Props, "question"> & { question: Extract<EditorQuestion, { kind: "add" }> }) {
  const locale = useLanguage();
  const isJoined = question.edgeId !== undefined || question.from !== undefined;
  const kinds = Object.values(NODE_DEFINITIONS).filter(({ handles, defaults }) => {
    const { inputs, outputs } = handles(defaults);
    if (question.edgeId !== undefined) return inputs.length > 0 && outputs.length > 0;
    return !isJoined || (question.from?.side === "target" ? outputs.length > 0 : inputs.length > 0);
  });
  return kinds.map((definition) => (
    <Command.Item
      key={definition.kind}
      value={definition.kind}
      keywords={[definition.title.fr, definition.title.en, plain(definition.title[locale])]}
      className={`menu-item ${definition.category}`}
      onSelect={() => {
        onClose();
        edits.add(definition.kind, question);
      }}
    >
      <NodeIcon name={definition.icon} />
      <span className="truncate">{definition.title[locale]}</span>
    </Command.Item>
  ));
}

function Steps({ question, edits, onClose }: Props) {
  const locale = useLanguage();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const choose = (node: FlowNode) => {
    onClose();
    if (question.kind !== "connect") return edits.goTo(node.id);
    const ends = endsBetween(document, question.nodeId, node.id);
    if (ends) store.getState().apply(connectOperation(ends));
  };
  const nodes = document.nodes.filter((node) => question.kind !== "connect" || endsBetween(document, question.nodeId, node.id));
  return nodes.map((node) => {
    const definition = nodeDefinition(node.kind);
    const name = node.label ?? definition.title[locale];
    return (
      <Command.Item
        key={node.id}
        value={node.id}
        keywords={[name, plain(name), definition.title[locale], JSON.stringify(node.config).slice(0, 2_000)]}
        className={`menu-item ${definition.category}`}
        onSelect={() => choose(node)}
      >
        <NodeIcon name={definition.icon} />
        <span className="truncate">{name}</span>
        <span className="small truncate push">{definition.summary(node.config, locale)}</span>
      </Command.Item>
    );
  });
}

/** The first free way out of one step and the way into the other; undefined when no line may join them. */
function endsBetween(document: FlowDocument, source: string, target: string) {
  const [from, to] = [source, target].map((id) => document.nodes.find((node) => node.id === id));
  if (!from || !to) return undefined;
  const [entry] = nodeDefinition(to.kind).handles(to.config).inputs;
  const ways = nodeDefinition(from.kind).handles(from.config).outputs;
  const taken = new Set(document.edges.filter((edge) => edge.source === source).map((edge) => edge.sourceHandle));
  const sorted = [...ways.filter(({ id }) => !taken.has(id)), ...ways.filter(({ id }) => taken.has(id))];
  return sorted
    .map(({ id }) => ({ source, sourceHandle: id, target, targetHandle: entry?.id ?? null }))
    .find((ends) => canConnect(document, ends));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}
