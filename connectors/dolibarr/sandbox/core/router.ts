import { RestError, type Route } from "./rest";

interface Matched {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
  /** Variables last: `products/ref/{ref}` before `products/{id}/{x}`. */
  readonly weight: number;
}

export interface Router {
  /** Throws 404, 405 or 400 (a word where a number belongs), as the REST layer does before any authentication. */
  match(method: string, segments: readonly string[]): Matched;
  knows(module: string): boolean;
}

export function createRouter(routes: readonly Route[]): Router {
  const byModule = new Map<string, CompiledRoute[]>();
  for (const route of routes) {
    const segments = route.path.split("/");
    const module = segments[0] ?? "";
    const weight = segments.reduce((sum, segment) => sum * 2 + (segment.startsWith("{") ? 1 : 0), 0);
    byModule.set(module, [...(byModule.get(module) ?? []), { route, segments, weight }]);
  }
  for (const compiled of byModule.values()) compiled.sort((left, right) => left.weight - right.weight);
  return {
    knows: (module) => byModule.has(module),
    match(method, segments) {
      const candidates = (byModule.get(segments[0] ?? "") ?? []).filter((each) => each.segments.length === segments.length);
      const matching = candidates.filter((each) =>
        each.segments.every((part, at) => part.startsWith("{") || part === segments[at]),
      );
      const own = matching.filter((each) => each.route.method === method);
      let badNumber: RestError | undefined;
      for (const { route, segments: parts } of own) {
        const path = variables(parts, segments);
        if (path instanceof RestError) badNumber ??= path;
        else return { route, path };
      }
      if (badNumber) throw badNumber;
      const fixed = matching.some((each) => each.segments.every((part) => !part.startsWith("{")));
      throw new RestError(fixed ? 405 : 404, "", [], "route");
    },
  };
}

function variables(parts: readonly string[], segments: readonly string[]): Record<string, string> | RestError {
  const found: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    if (!part.startsWith("{")) continue;
    const name = part.slice(1, -1);
    const value = segments[at] ?? "";
    if (/(^|_)id$/.test(name) && !/^-?\d+$/.test(value)) {
      return new RestError(400, `invalid value specified for \`${name}\``, [], "route");
    }
    found[name] = value;
  }
  return found;
}
