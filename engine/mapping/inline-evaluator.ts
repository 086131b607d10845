import type { EvaluationResult, Evaluator } from "@/engine/interpreter/ports";
import { type Compiled, compile } from "@/engine/mapping/compile";
import { DEFAULT_LIMITS, type EvaluationLimits } from "@/engine/mapping/limits";
import { Lru } from "@/engine/mapping/lru";
import type { Tables } from "@/engine/mapping/tables";

/** Expressions kept compiled. */
const COMPILED = 500;

/** Evaluates in the calling thread, one record after the other: what each worker runs, and what tests use. */
export function createInlineEvaluator(input: { tables: Tables; limits?: EvaluationLimits }): Evaluator {
  const limits = input.limits ?? DEFAULT_LIMITS;
  const compiled = new Lru<Promise<Compiled>>(COMPILED);
  return {
    evaluate: async (text, inputs) => {
      const known = compiled.get(text) ?? compile(text, limits);
      compiled.set(text, known);
      const expression = await known;
      if (!expression.ok) return inputs.map(() => expression);
      const results: EvaluationResult[] = [];
      for (const each of inputs) results.push(await expression.evaluate(each, input.tables));
      return results;
    },
  };
}
