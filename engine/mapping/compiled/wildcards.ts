import { ASK, checkLength, type Run, spend } from "@/engine/mapping/compiled/run";
import { append, isList, isMarked, isObject, isSequence, type List, makeSequence } from "@/engine/mapping/compiled/values";

/** `*`: the values of an object, lists in them flattened. */
export function wildcard(run: Run, context: unknown): unknown {
  const input = isList(context) && context.outerWrapper === true && context.length > 0 ? context[0] : context;
  // JSONata takes the marks of its own lists for fields.
  if (isList(input) && (isSequence(input) || Object.keys(input).length !== input.length)) throw ASK;
  let found: unknown = makeSequence();
  if (!isList(input) && (!isObject(input) || isMarked(input))) return found;
  for (const value of Object.values(input)) {
    if (isList(value)) found = append(run, found, flatten(run, value, []));
    else found = push(run, found, value);
  }
  return found;
}

/** As JSONata, which has appended by then or not: a plain list or a sequence. */
function push(run: Run, found: unknown, value: unknown): unknown {
  if (!isList(found)) throw ASK;
  spend(run, 1);
  found.push(value);
  return found;
}

function flatten(run: Run, value: unknown, into: unknown[]): unknown[] {
  spend(run, 1);
  if (isList(value)) for (const entry of value) flatten(run, entry, into);
  else into.push(value);
  checkLength(run, into.length);
  return into;
}

/** `**`: the value and all that is in it. */
export function descendants(run: Run, context: unknown): unknown {
  if (context === undefined) return undefined;
  const found = makeSequence();
  descend(run, context, found);
  return found.length === 1 ? found[0] : found;
}

function descend(run: Run, value: unknown, into: List): void {
  spend(run, 1);
  if (isList(value)) {
    for (const entry of value) descend(run, entry, into);
    return;
  }
  into.push(value);
  checkLength(run, into.length);
  if (isObject(value) && !isMarked(value)) for (const entry of Object.values(value)) descend(run, entry, into);
}
