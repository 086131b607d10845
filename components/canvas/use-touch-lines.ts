"use client";

import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";

/**
 * A line drawn with a finger is the canvas's, from its first move: left to the browser, the swipe ends in its own fling,
 * and the browser takes the next tap (on "undo", say) for the end of that fling, not for a tap.
 */
export function useTouchLines(): void {
  const flow = useStoreApi();
  useEffect(() => {
    const canvas = flow.getState().domNode;
    if (!canvas) return;
    const keep = (event: TouchEvent) => {
      if (event.target instanceof Element && event.target.classList.contains("react-flow__handle")) event.preventDefault();
    };
    canvas.addEventListener("touchmove", keep, { passive: false });
    return () => canvas.removeEventListener("touchmove", keep);
  }, [flow]);
}
