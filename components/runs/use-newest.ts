"use client";

import { useCallback, useEffect, useRef, useState } from "react";

type Numbered = { readonly seq: number };

export type NewestList<Item> = {
  /** Newest first. */
  readonly items: readonly Item[];
  readonly state: "loading" | "ready" | "failed";
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
  readonly retry: () => void;
};

type Reply<Item> = { readonly data: readonly Item[]; readonly nextCursor: string | null };

type Options<Item> = {
  /** Address of a list of the API, with its filters; another one starts anew. */
  readonly url: string;
  /** Checks a reply; throws what is not the list. The same function each time. */
  readonly parse: (reply: unknown) => Promise<Reply<Item>>;
  /** When it changes, what is new is fetched. */
  readonly stamp: string | number;
  readonly pageSize: number;
};

/** The newest items of a list that grows, and older ones on demand. */
export function useNewest<Item extends Numbered>({ url, parse, stamp, pageSize }: Options<Item>): NewestList<Item> {
  const [loaded, setLoaded] = useState<{ url: string; items: readonly Item[]; cursor: string | null } | null>(null);
  const [isFailed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const isAsking = useRef(false);

  const fetchPage = useCallback(
    async (cursor: string | null, signal?: AbortSignal) => {
      const query = `${url.includes("?") ? "&" : "?"}order=newest&limit=${pageSize}${cursor ? `&cursor=${cursor}` : ""}`;
      const reply = await fetch(url + query, { signal });
      if (!reply.ok) throw new Error(`${reply.status}`);
      return parse(await reply.json());
    },
    [url, parse, pageSize],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp and the tries say when, not what
  useEffect(() => {
    const leave = new AbortController();
    fetchPage(null, leave.signal)
      .then(({ data, nextCursor }) => {
        setFailed(false);
        setLoaded((before) => merge(before?.url === url ? before : null, { url, items: data, cursor: nextCursor }));
      })
      .catch(() => {
        if (!leave.signal.aborted) setFailed(true);
      });
    return () => leave.abort();
  }, [fetchPage, stamp, tries]);

  const loadOlder = useCallback(() => {
    if (isAsking.current || loaded?.url !== url || loaded.cursor === null) return;
    isAsking.current = true;
    fetchPage(loaded.cursor)
      .then(({ data, nextCursor }) => {
        setLoaded((before) => (before?.url === url ? { url, items: [...before.items, ...data], cursor: nextCursor } : before));
      })
      .catch(() => setFailed(true))
      .finally(() => {
        isAsking.current = false;
      });
  }, [fetchPage, loaded, url]);

  const own = loaded?.url === url ? loaded : null;
  return {
    items: own?.items ?? [],
    state: isFailed ? "failed" : own ? "ready" : "loading",
    hasOlder: own?.cursor != null,
    loadOlder,
    retry: () => setTries(tries + 1),
  };
}

type Loaded<Item> = { readonly url: string; readonly items: readonly Item[]; readonly cursor: string | null };

/** New items above those known; when they do not meet, the known ones are dropped rather than shown with a hole. */
function merge<Item extends Numbered>(before: Loaded<Item> | null, page: Loaded<Item>): Loaded<Item> {
  const oldest = page.items.at(-1)?.seq;
  if (!before || oldest === undefined) return page;
  const meets = before.items.some(({ seq }) => seq >= oldest);
  if (!meets && page.cursor !== null) return page;
  return { ...before, items: [...page.items, ...before.items.filter(({ seq }) => seq < oldest)] };
}
