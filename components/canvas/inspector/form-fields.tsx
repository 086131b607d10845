"use client";

import { Fragment } from "react";
import type { EditorActions, EditorChoices, TrialItem } from "@/components/canvas/editor-types";
import { FieldControl } from "@/components/canvas/inspector/field-control";
import { ListField } from "@/components/canvas/inspector/list-field";
import type { Trial } from "@/components/canvas/test/use-trial";
import type { MappingActions } from "@/components/mapping/visual/types";
import { Field } from "@/components/ui/field";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import type { NodeFormField } from "@/engine/nodes/contract";
import type { Json, JsonObject } from "@/lib/core/json";
import { getPath, setPath } from "@/lib/core/json-path";

/** Where mappers of the flow ask. */
export interface MapperSource {
  readonly flowId: string;
  readonly actions: MappingActions;
  readonly coverage: EditorActions["coverage"];
}

export interface FormContext {
  readonly node: FlowNode;
  readonly choices: EditorChoices;
  readonly disabled: boolean;
  /** A record that arrived at this node in the last try: completion and previews. */
  readonly sample: TrialItem | undefined;
  /** What the mapper needs beside the node. */
  readonly mapping: MapperSource & { readonly trial: Trial };
}

type Props = {
  fields: readonly NodeFormField[];
  value: JsonObject;
  /** `gesture` names what the edit is part of; without it each edit of the form belongs to one. */
  onChange: (value: JsonObject, gesture?: string) => void;
  context: FormContext;
};

/** Fields of a form, those that another field hides left out, grouped under their headings. */
export function FormFields({ fields, value, onChange, context }: Props) {
  const language = useLanguage();
  const shown = fields.filter((field) => isVisible(field, value));
  return shown.map((field, index) => {
    const heading = field.group?.[language];
    const isFirst = heading !== undefined && shown[index - 1]?.group?.[language] !== heading;
    const set = (next: Json | undefined, gesture?: string) =>
      onChange(next === undefined ? without(value, field.path) : setPath(value, field.path, next), gesture);
    const current = getPath(value, field.path);
    return (
      <Fragment key={field.path}>
        {isFirst && <h3 className="form-group">{heading}</h3>}
        {field.control === "list" ? (
          <ListField field={field} value={current} onChange={set} context={context} />
        ) : (
          <Field label={field.label[language]} help={field.help?.[language]}>
            {(control) => (
              <FieldControl control={control} field={field} value={current} siblings={value} onChange={set} context={context} />
            )}
          </Field>
        )}
      </Fragment>
    );
  });
}

function isVisible(field: NodeFormField, value: JsonObject): boolean {
  if (!field.visibleWhen) return true;
  const other = getPath(value, field.visibleWhen.path);
  return field.visibleWhen.equals.some((wanted) => wanted === other);
}

/** The value without a field; an object left empty by it goes too, as an absent option is not an empty one. */
function without(value: JsonObject, path: string): JsonObject {
  const [head = "", ...rest] = path.split(".");
  const { [head]: child, ...others } = value;
  if (rest.length === 0 || child === undefined || child === null || typeof child !== "object" || Array.isArray(child))
    return others;
  const left = without(child, rest.join("."));
  return Object.keys(left).length === 0 ? others : { ...value, [head]: left };
}
