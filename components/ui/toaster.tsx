"use client";

import { Toaster as Sonner } from "sonner";

/** The only place a finished action speaks; `toast` from `sonner` fills it. */
export function Toaster({ label }: { label: string }) {
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={label}
      className="toaster"
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          border: "1px solid var(--line-strong)",
          borderRadius: "var(--r-2)",
          boxShadow: "var(--shadow)",
          fontSize: "13px",
        },
      }}
    />
  );
}
