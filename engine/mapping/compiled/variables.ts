import type { Ast } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { isKnownFunction } from "@/engine/mapping/compiled/functions/known";
import { refuse } from "@/engine/mapping/compiled/refusal";
import type { Run } from "@/engine/mapping/compiled/run";
import { type Code, readPlace, type Scope, UNBOUND } from "@/engine/mapping/compiled/scope";
import { isList } from "@/engine/mapping/compiled/values";

/** `$`, `$$`, `$name`. A function of the library is a value only where it is an argument. */
export function compileVariable(node: Ast, scope: Scope): Code {
  const { value: name } = node;
  if (typeof name !== "string") return refuse("other", node);
  if (name === "") return (context) => (isList(context) && context.outerWrapper === true ? context[0] : context);
  if (isKnownFunction(name) && scope.placesOf(name).length === 0) refuse("functionValue", node);
  return readVariable(name, scope);
}

/** The innermost frame in which the name is bound by now, then what the record brings. */
export function readVariable(name: string, scope: Scope): Code {
  const [place, ...further] = scope.placesOf(name);
  if (place === undefined) return (_context, { run }) => readGlobal(run, name);
  return (_context, frame) => {
    let value = readPlace(frame, place);
    for (const next of further) if (value === UNBOUND) value = readPlace(frame, next);
    return value === UNBOUND ? readGlobal(frame.run, name) : value;
  };
}

function readGlobal(run: Run, name: string): unknown {
  if (name === "$") return run.root;
  return Object.hasOwn(run.bindings, name) ? run.bindings[name] : undefined;
}

/** `$name := value`, in the nearest block or lambda. */
export function compileBinding(node: Ast, scope: Scope): Code {
  const { lhs, rhs } = node;
  const name = lhs !== undefined && "value" in lhs ? lhs.value : undefined;
  const slot = typeof name === "string" ? scope.names.indexOf(name) : -1;
  if (rhs === undefined || slot < 0) return refuse("other", node);
  if (scope.isParallel) return refuse("parallelBinding", node);
  const value = compileNode(rhs, scope);
  return (context, frame) => {
    const bound = value(context, frame);
    frame.variables[slot] = bound;
    return bound;
  };
}
