"use client";

import { useEffect, useRef, useState } from "react";

/** Rows kept drawn above and below those in sight: what a wheel's turn brings in. */
const BEYOND = 12;
/** Before the size of the list is known. */
const FIRST_SIGHT = 40;

/** Which of `count` rows of equal height, in pixels, are in sight of what scrolls, and the height of those before and after. */
export function useRowWindow(count: number, height: number) {
  const scroll = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ first: 0, last: FIRST_SIGHT });
  useEffect(() => {
    const list = scroll.current;
    if (!list) return;
    const look = () => {
      const first = Math.max(0, Math.floor(list.scrollTop / height) - BEYOND);
      const last = Math.ceil((list.scrollTop + list.clientHeight) / height) + BEYOND;
      setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(list);
    list.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      list.removeEventListener("scroll", look);
    };
  }, [height]);
  const last = Math.min(sight.last, count);
  const first = Math.min(sight.first, last);
  return { scroll, first, last, before: first * height, after: (count - last) * height };
}
