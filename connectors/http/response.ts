import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { HttpRequest, HttpResponse } from "@/connectors/contract";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

/** 64 MB: no page of records is near it, and a runaway answer cannot fill the memory. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

const inflaters: Readonly<Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
};

export function tooLarge(): AppError {
  return new AppError({
    code: "connector.bad_response",
    category: "data",
    message: `The answer is larger than ${MAX_RESPONSE_BYTES} bytes`,
    details: { reason: "too_large" },
  });
}

/** The whole body, decompressed, never more than the cap. */
export async function readBody(chunks: AsyncIterable<Uint8Array>, encoding: string | undefined): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > MAX_RESPONSE_BYTES) throw tooLarge();
    parts.push(chunk);
  }
  const body = Buffer.concat(parts);
  const inflater = encoding ? inflaters[encoding.trim().toLowerCase()] : undefined;
  if (!inflater || body.byteLength === 0) return body;
  try {
    return await inflater(body, { maxOutputLength: MAX_RESPONSE_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new AppError({
      code: "connector.bad_response",
      category: "transient",
      message: `The answer could not be decompressed (${encoding})`,
      cause,
    });
  }
}

/** UTF-8 without its mark, as `TextDecoder` reads it in twice the time. */
function textOf(body: Uint8Array): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

export function toResponse(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): HttpResponse {
  const text = () => textOf(body);
  return {
    status,
    headers,
    body,
    text,
    json: (): Json => {
      try {
        // What `JSON.parse` answers is JSON: checking it again would cost more than the request.
        const value: Json = JSON.parse(text());
        return value;
      } catch (cause) {
        throw new AppError({
          code: "connector.bad_response",
          category: "transient",
          message: "The answer is not JSON",
          details: { status, excerpt: text().slice(0, 200) },
          cause,
        });
      }
    },
  };
}

/** Is this answer of a kind the caller can read? An empty body only counts where `empty` is accepted. */
export function isAccepted(response: HttpResponse, accept: HttpRequest["accept"], method: HttpRequest["method"]): boolean {
  if (method === "HEAD") return true;
  if (response.body.byteLength === 0) return accept.includes("empty");
  const type = (response.headers["content-type"] ?? "").toLowerCase();
  const isHtml = type.includes("text/html");
  return accept.some((kind) => {
    if (kind === "json") return /[/+]json/.test(type);
    if (kind === "xml") return /[/+]xml/.test(type) && !isHtml;
    if (kind === "text") return type.startsWith("text/") && !isHtml;
    if (kind === "binary") return !isHtml;
    return false;
  });
}
