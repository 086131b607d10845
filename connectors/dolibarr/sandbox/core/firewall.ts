import type { SandboxRequest } from "@/connectors/sandbox-kit/server";
import { TextAnswer } from "./rest";

/**
 * Dolibarr's filter against injections. It looks at the path and the query, never at a JSON body, and answers in text,
 * before the API is reached: `/orders/ref_ext/a:b` is refused however the colon is encoded.
 */
export function refusePath(request: SandboxRequest): void {
  if (/[:;"'<>?(){}$%#]/.test(decodeURIComponent(request.path))) throw refusal(request, 2);
}

/** What `testSqlAndScriptInject` looks for, whole words or not. */
const SUSPECT = [
  /"/,
  /<\s*(script|iframe|object|img|svg|body|embed|audio|style)|<\/textarea/i,
  /delete\s*from|create\s*table|insert\s*into|select\s*from|into\s*(outfile|dumpfile)/i,
  /user\s*\(|updatexml\(|information_schema|\s@@|base\s+href|=data:/i,
  /update[^&=\w].*set.+=/i,
  /union.+select/i,
  /on(mouse|drag|key|load|touch|pointer|select|change|click|close|copy|cut|drop|end|error|focus|input|paste|play|reset|show|start|submit)[a-z]*\s*=/i,
  /(javascript|vbscript)\s*:/i,
];

/** The whole query is looked at as one text, so that parameters and values are read together. */
export function refuseQuery(request: SandboxRequest): void {
  const query = decodeURIComponent(request.query.replaceAll("+", " "));
  if (SUSPECT.some((pattern) => pattern.test(query))) throw refusal(request, 1);
}

function refusal(request: SandboxRequest, kind: 1 | 2): TextAnswer {
  const page = request.query === "" ? request.path : `${request.path}?${request.query}`;
  return new TextAnswer(
    403,
    "Access refused to 127.0.0.1 by SQL or Script injection protection in main.inc.php:" +
      `analyseVarsForSqlAndScriptsInjection type=${kind}<br>\nTry to go back, fix data of your form and resubmit it. ` +
      `You can contact also your technical support.\n<!--\npage=${page} paramtype=${kind}\n-->`,
  );
}
