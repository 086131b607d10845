import { isJsonObject, type Json, type JsonObject } from "../../lib/core/json";

interface Target {
  readonly targetId: string;
  readonly targetRef: string;
}

/**
 * Most of what targets answer about a record is its id and its reference, which its link has anyway: `[]` stands for
 * both and nothing else, `[rest]` for the id and the rest, `[rest, true]` for both and the rest.
 */
export function packLinkData({ id, ref, ...rest }: JsonObject, { targetId, targetRef }: Target): Json {
  if (id !== targetId) return { ...rest, ...(id === undefined ? {} : { id }), ...(ref === undefined ? {} : { ref }) };
  if (ref !== targetRef) return [{ ...rest, ...(ref === undefined ? {} : { ref }) }];
  return Object.keys(rest).length === 0 ? [] : [rest, true];
}

/** Links written before this are objects as they were. */
export function unpackLinkData(stored: Json, { targetId, targetRef }: Target): JsonObject {
  if (isJsonObject(stored)) return stored;
  if (!Array.isArray(stored)) return {};
  const [rest, hasRef = rest === undefined] = stored;
  return { id: targetId, ...(hasRef ? { ref: targetRef } : {}), ...(isJsonObject(rest) ? rest : {}) };
}

/** Of the record a link is of. */
interface Source {
  readonly owner: string;
  readonly sourceStream: string;
  readonly key: string;
}

/** Stands at the end of a target's id for the name of its source, which the link has anyway; no system has it in an id. */
export const SOURCE = "\u001f";

/** What has no id of its own in the target is named by what it is of and by its source: `89:int_1:shop:payments:95`. */
export function packTargetId(targetId: string, { owner, sourceStream, key }: Source): string {
  const name = `:${owner}:${sourceStream}:${key}`;
  return targetId.endsWith(name) ? targetId.slice(0, -name.length) + SOURCE : targetId;
}

export function unpackTargetId(stored: string, { owner, sourceStream, key }: Source): string {
  return stored.endsWith(SOURCE) ? `${stored.slice(0, -1)}:${owner}:${sourceStream}:${key}` : stored;
}

/** As what an id may be stored, whichever source of the owner it is of. */
export function storedTargetIds(targetId: string, owner: string): string[] {
  const name = targetId.indexOf(`:${owner}:`);
  return name < 0 ? [targetId] : [targetId, targetId.slice(0, name) + SOURCE];
}
