import type { SignInOptions, SignInResponse } from "next-auth/react";

/** `signIn` of next-auth, loaded when somebody signs in. */
export async function signIn(provider: string, options: SignInOptions): Promise<SignInResponse | undefined> {
  const nextAuth = await import("next-auth/react");
  return nextAuth.signIn<"credentials">(provider, options);
}
