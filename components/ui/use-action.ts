"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useErrorText } from "@/components/ui/error-text";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";

/** A server action as components see it: an expected failure is a value. */
export type Action<Input, Value = unknown> = (input: Input) => Promise<Result<Value, ErrorInfo>>;

type Options<Value> = {
  /** Said once it is done. */
  done?: string;
  onDone?: (value: Value) => void;
  /** Instead of a notification: a form shows the error where it happened. */
  onError?: (error: ErrorInfo) => void;
};

/** Runs an action: says that it runs, refreshes the page when it is done, tells what went wrong. */
export function useAction<Input, Value>(action: Action<Input, Value>, options: Options<Value> = {}) {
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const errorText = useErrorText();
  const run = async (input: Input) => {
    setBusy(true);
    try {
      const result = await action(input);
      if (result.ok) {
        if (options.done) toast.success(options.done);
        options.onDone?.(result.value);
        router.refresh();
      } else if (options.onError) {
        options.onError(result.error);
      } else {
        toast.error(errorText(result.error));
      }
    } catch {
      // The request itself was lost: no answer came from our own server.
      toast.error(errorText({ code: "store.unavailable", category: "transient", message: "", details: {} }));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}
