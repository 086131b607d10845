import jsonata from "jsonata";
import { syntaxError } from "@/engine/mapping/expression-error";
import type { ErrorInfo } from "@/lib/core/errors";

/** Where and why an expression does not parse; undefined when it does. Nothing is evaluated. Browser-safe. */
export function checkExpression(text: string): ErrorInfo | undefined {
  try {
    jsonata(text);
    return undefined;
  } catch (thrown) {
    return syntaxError(thrown, text);
  }
}
