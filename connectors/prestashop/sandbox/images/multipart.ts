/** A file of a form. */
export interface FormFile {
  readonly field: string;
  readonly fileName: string;
  readonly content: Buffer;
}

/** The files of a `multipart/form-data` body; none when it is something else. */
export function parseFiles(contentType: string | undefined, body: Buffer): FormFile[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType ?? "")?.[1];
  if (!boundary) return [];
  const mark = Buffer.from(`--${boundary}`);
  const files: FormFile[] = [];
  let start = body.indexOf(mark);
  while (start >= 0) {
    const end = body.indexOf(mark, start + mark.length);
    if (end < 0) break;
    const file = parsePart(body.subarray(start + mark.length + 2, end - 2));
    if (file) files.push(file);
    start = end;
  }
  return files;
}

function parsePart(part: Buffer): FormFile | undefined {
  const split = part.indexOf("\r\n\r\n");
  if (split < 0) return undefined;
  const head = part.subarray(0, split).toString("utf8");
  const field = /name="([^"]*)"/.exec(head)?.[1];
  const fileName = /filename="([^"]*)"/.exec(head)?.[1];
  if (field === undefined || fileName === undefined) return undefined;
  return { field, fileName, content: part.subarray(split + 4) };
}

export type ImageKind = "png" | "jpeg" | "gif" | "webp";

/** What the first bytes say; undefined when it is no image the shop takes. */
export function imageKind(content: Buffer): ImageKind | undefined {
  if (content.subarray(0, 4).toString("latin1") === "\x89PNG") return "png";
  if (content[0] === 0xff && content[1] === 0xd8) return "jpeg";
  if (content.subarray(0, 3).toString("latin1") === "GIF") return "gif";
  return content.subarray(8, 12).toString("latin1") === "WEBP" ? "webp" : undefined;
}
