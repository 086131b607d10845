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
