"use client";

import { CircleX } from "lucide-react";
import { type RefObject, useRef } from "react";
import type { ErrorInfo } from "@/lib/core/errors";
import { isJsonObject } from "@/lib/core/json";

/** Opens the file chooser from a button or a menu; give its `ref` to one `FileInput`. */
export function useFilePick() {
  const ref = useRef<HTMLInputElement>(null);
  return { ref, pick: () => ref.current?.click() };
}

type InputProps = {
  ref: RefObject<HTMLInputElement | null>;
  label: string;
  accept: string;
  onFile: (file: File) => Promise<void>;
};

/** The same file can be chosen again: it may have been mended meanwhile. */
export function FileInput({ ref, label, accept, onFile }: InputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={accept}
      hidden
      aria-label={label}
      onChange={async (event) => {
        const [file] = event.target.files ?? [];
        event.target.value = "";
        if (file) await onFile(file);
      }}
    />
  );
}

const SHOWN = 12;

type IssueProps = {
  error: ErrorInfo;
  /** Above the places, if there are any. */
  title: (count: number) => string;
  /** Below the first dozen. */
  more: (count: number) => string;
};

/** Each place of a file that is wrong, by its path, or by its line and column. */
export function FileIssues({ error, title, more }: IssueProps) {
  const { issues, count } = error.details;
  const list = (Array.isArray(issues) ? issues : []).filter(isJsonObject);
  const total = typeof count === "number" ? count : list.length;
  return (
    <div role="alert" className="file-issues">
      <p className="state plain failed">
        <CircleX className="icon" aria-hidden="true" />
        {list.length === 0 ? error.message : title(total)}
      </p>
      <ul>
        {list.slice(0, SHOWN).map(({ path, message }) => (
          <li key={`${path}${message}`}>
            {path !== "" && <code>{String(path)}</code>} {String(message)}
          </li>
        ))}
      </ul>
      {total > SHOWN && <p className="muted small">{more(total - SHOWN)}</p>}
    </div>
  );
}
