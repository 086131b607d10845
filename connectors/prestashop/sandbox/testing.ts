import type { PrestashopSandbox } from "./index";

/** What a test reads of a reply. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, untyped: tests look into it with `toMatchObject`. */
  json(): unknown;
}

/** One request to the sandbox with its full key; `body` is XML without the `prestashop` wrapper. */
export async function call(
  sandbox: PrestashopSandbox,
  path: string,
  method = "GET",
  body?: string,
  key = sandbox.key,
): Promise<Reply> {
  const response = await fetch(`${sandbox.url}/api/${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
    ...(body === undefined ? {} : { body: `<prestashop>${body}</prestashop>` }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown };
}

/** `path` with JSON output. */
export function json(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}output_format=JSON`;
}

export function idOf(reply: Reply): string {
  return /<id><!\[CDATA\[(\d+)\]\]>/.exec(reply.text)?.[1] ?? "";
}
