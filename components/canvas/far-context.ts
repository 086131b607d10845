"use client";

import { createContext, useContext } from "react";

/** So small that details cannot be read, and are not drawn. */
const FarContext = createContext(false);
export const FarProvider = FarContext.Provider;

export function useFar(): boolean {
  return useContext(FarContext);
}
