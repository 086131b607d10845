"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reads the page again every two seconds while something on it moves and somebody looks. */
export function LiveRefresh({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, 2000);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
