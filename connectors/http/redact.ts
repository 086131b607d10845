const HARMLESS_HEADERS = new Set(["accept", "accept-language", "content-type", "user-agent", "output-format", "io-format"]);
const SECRET_PARAMETER = /([?&][^=&]*(?:key|token|secret|password|signature)[^=&]*=)[^&#\s"']*/gi;
const SHORTEST_SECRET = 6;

export type Redact = (text: string) => string;

/**
 * Replaces the given secrets, the values of header lines that may carry one, and secret-looking query parameters
 * by stars. A `Basic` header also hides what it encodes.
 */
export function createRedact(secrets: readonly string[], headers: Readonly<Record<string, string>>): Redact {
  const hidden = new Set<string>();
  const hide = (value: string) => {
    if (value.length < SHORTEST_SECRET) return;
    hidden.add(value);
    hidden.add(encodeURIComponent(value));
  };
  for (const secret of secrets) hide(secret);
  for (const [name, value] of Object.entries(headers)) {
    if (HARMLESS_HEADERS.has(name.toLowerCase())) continue;
    hide(value);
    const credentials = value.match(/^(?:Basic|Bearer|Token)\s+(.+)$/i)?.[1];
    if (credentials === undefined) continue;
    hide(credentials);
    if (/^Basic/i.test(value)) for (const part of Buffer.from(credentials, "base64").toString("utf8").split(":")) hide(part);
  }
  const longestFirst = [...hidden].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const value of longestFirst) clean = clean.replaceAll(value, "***");
    return clean.replace(SECRET_PARAMETER, "$1***");
  };
}
