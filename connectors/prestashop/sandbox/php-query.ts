/** What PHP makes of a query string: `filter[id]=…` nests, repeated names overwrite. Values stay text. */
export type PhpQuery = { [name: string]: string | PhpQuery };

export function parsePhpQuery(query: string): PhpQuery {
  const parsed: PhpQuery = {};
  for (const part of query.split("&")) {
    if (part === "") continue;
    const mark = part.indexOf("=");
    const name = decode(mark < 0 ? part : part.slice(0, mark));
    const value = mark < 0 ? "" : decode(part.slice(mark + 1));
    put(parsed, path(name), value);
  }
  return parsed;
}

/** A plain parameter, or undefined when absent or nested. */
export function parameter(query: PhpQuery, name: string): string | undefined {
  const value = query[name];
  return typeof value === "string" ? value : undefined;
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Broken escapes stay as they are, as in PHP.
    return spaced;
  }
}

function path(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.includes("]", open)) return [name];
  const parts = [name.slice(0, open)];
  for (const match of name.slice(open).matchAll(/\[([^\]]*)\]/g)) parts.push(match[1] ?? "");
  return parts;
}

function put(target: PhpQuery, [head = "", ...rest]: string[], value: string): void {
  const key = head === "" ? String(Object.keys(target).length) : head;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const below = target[key];
  const child: PhpQuery = typeof below === "object" ? below : {};
  target[key] = child;
  put(child, rest, value);
}
