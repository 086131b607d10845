import { z } from "zod";
import { AppError, type ErrorCategory, type ErrorCode, toAppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** RFC 9457, with our code and details. `title` is English; people read the translation of `code`. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  category: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.json()),
});
type ProblemBody = z.infer<typeof ProblemSchema>;

const BY_CATEGORY: Record<ErrorCategory, number> = {
  config: 422,
  auth: 401,
  data: 422,
  rateLimit: 429,
  transient: 503,
  conflict: 409,
  notFound: 404,
  forbidden: 403,
  system: 500,
  cancelled: 409,
};
const BY_CODE: Partial<Record<ErrorCode, number>> = {
  "request.invalid": 400,
  "request.too_large": 413,
  "webhook.bad_signature": 401,
  "webhook.replayed": 401,
};

/** Trouble with another system is never the caller's authentication: it is a bad gateway. */
export function statusOf(error: AppError): number {
  if (error.code.startsWith("connector.")) return error.category === "rateLimit" || error.category === "transient" ? 503 : 502;
  return BY_CODE[error.code] ?? BY_CATEGORY[error.category];
}

/** What a caller may know of an error. What we did not foresee keeps its message for the log. */
function toProblem(thrown: unknown): ProblemBody {
  const error = toAppError(thrown);
  const status = statusOf(error);
  const isOurs = error.code === "system.unexpected";
  return {
    type: `/docs/errors#${error.code}`,
    title: error.code,
    status,
    code: error.code,
    category: error.category,
    detail: isOurs ? "Something went wrong on our side" : error.message,
    details: isOurs ? {} : error.details,
  };
}

export function problemResponse(thrown: unknown): Response {
  const error = toAppError(thrown);
  const body = toProblem(error);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (error.retryAfterMs !== undefined) headers.set("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  if (body.status === 401) headers.set("www-authenticate", 'Bearer realm="passerelle"');
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

/** Input that does not fit its schema, with the place of each problem. */
export function invalidRequest(error: z.ZodError, where: string): AppError {
  const issues: JsonObject[] = error.issues.map((issue) => ({
    path: [where, ...issue.path.map(String)].join("."),
    message: issue.message,
  }));
  return new AppError({
    code: "request.invalid",
    category: "config",
    message: `The ${where} is not as described: ${issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ")}`,
    details: { issues },
  });
}
