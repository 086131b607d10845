import { type Ast, depthOf } from "@/engine/mapping/compiled/ast";
import { compileTailCall } from "@/engine/mapping/compiled/calls";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, spend } from "@/engine/mapping/compiled/run";
import { type Code, makeFrame, Scope } from "@/engine/mapping/compiled/scope";
import { type Fn, NO_CONTEXT } from "@/engine/mapping/compiled/values";

/** `function($a, $b) { … }`: a function that remembers where it was made. */
export function compileLambda(node: Ast, outside: Scope): Code {
  const { body, signature } = node;
  if (body === undefined || (signature !== undefined && typeof signature.validate !== "function")) return refuse("other", node);
  if (node.thunk) return compileTailCall(body, outside);
  const parameters = (node.arguments ?? []).map(({ value }) => String(value));
  if (new Set(parameters).size < parameters.length) refuse("other", node);
  const scope = new Scope(outside.unit, outside, parameters, [body]);
  const size = scope.names.length;
  const code = compileNode(body, scope);
  const weight = depthOf(body) + 1;
  return (context, frame) => {
    const { run } = frame;
    const call = (args: readonly unknown[], calledFrom: unknown) => {
      const given = signature ? signature.validate(args, calledFrom) : args;
      if (signature && given.includes(NO_CONTEXT)) throw ASK;
      spend(run, 1);
      run.depth += weight;
      if (run.depth > run.maxDepth) throw ASK;
      const own = makeFrame(size, frame);
      for (let index = 0; index < parameters.length; index += 1) own.variables[index] = given[index];
      const result = code(context, own);
      run.depth -= weight;
      return result;
    };
    return Object.assign(call, { arity: parameters.length }) satisfies Fn;
  };
}
