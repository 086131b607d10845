"use client";

import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { signIn } from "@/components/auth/sign-in";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";

type SignInFormProps = {
  /** Where to go afterwards: a path of this site. */
  next: string;
  demo: boolean;
  providers: readonly { readonly id: string; readonly name: string }[];
  /** Code of a failure that an outside provider sent back. */
  failure?: string;
};

type Credentials = { email: string; password: string };

/** E-mail and password, the providers of the environment, and the demo where there is one. */
export function SignInForm({ next, demo, providers, failure }: SignInFormProps) {
  const t = useTranslations("auth");
  const { error, busy, enter } = useSignIn(next, failure);
  return (
    <>
      {error && <Note kind="error">{t(error)}</Note>}
      <PasswordForm busy={busy === "credentials"} onSubmit={(values) => enter("credentials", values)} />
      {(demo || providers.length > 0) && <p className="auth-or">{t("or")}</p>}
      <div className="grid gap-2">
        {providers.map((provider) => (
          <Button key={provider.id} wide onClick={() => signIn(provider.id, { callbackUrl: next })}>
            {t("with", { provider: provider.name })}
          </Button>
        ))}
        {demo && (
          <>
            <Button wide busy={busy === "demo"} onClick={() => enter("demo")} icon={<FlaskConical className="icon" />}>
              {t("demo")}
            </Button>
            <p className="small muted text-center">{t("demoHelp")}</p>
          </>
        )}
      </div>
    </>
  );
}

function PasswordForm({ busy, onSubmit }: { busy: boolean; onSubmit: (values: Credentials) => Promise<void> }) {
  const t = useTranslations("auth");
  const { register, handleSubmit } = useForm<Credentials>();
  return (
    <form className="form" onSubmit={handleSubmit(onSubmit)}>
      <Field label={t("email")} required>
        {(control) => <Input {...control} type="email" autoComplete="username" required autoFocus {...register("email")} />}
      </Field>
      <Field label={t("password")} required>
        {(control) => <Input {...control} type="password" autoComplete="current-password" required {...register("password")} />}
      </Field>
      <Button type="submit" variant="primary" wide busy={busy}>
        {t("signIn")}
      </Button>
    </form>
  );
}

type Failure = "badCredentials" | "limited" | "refused";

function useSignIn(next: string, failure: string | undefined) {
  const [error, setError] = useState<Failure | null>(failure ? "refused" : null);
  const [busy, setBusy] = useState<"credentials" | "demo" | null>(null);
  const enter = async (provider: "credentials" | "demo", values?: Credentials) => {
    setBusy(provider);
    setError(null);
    const result = await signIn(provider, { ...values, redirect: false });
    if (result?.ok && !result.error) {
      // A full load: the pages kept by the router belong to a stranger.
      window.location.assign(next);
      return;
    }
    setBusy(null);
    setError(result?.error === "auth.limited" ? "limited" : "badCredentials");
  };
  return { error, busy, enter };
}
