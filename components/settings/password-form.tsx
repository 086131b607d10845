"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { signIn } from "@/components/auth/sign-in";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { Action } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

type Passwords = { current: string; next: string };
type Props = { email: string; minLength: number; change: Action<Passwords> };

/** A new password ends every session; this one is opened again with it. */
export function PasswordForm({ email, minLength, change }: Props) {
  const t = useTranslations("settings");
  const errorText = useErrorText();
  const [error, setError] = useState<ErrorInfo | null>(null);
  const { register, handleSubmit, formState } = useForm<Passwords>();
  const submit = async (values: Passwords) => {
    const result = await change(values);
    if (!result.ok) return setError(result.error);
    await signIn("credentials", { email, password: values.next, callbackUrl: "/settings" });
  };
  return (
    <form className="form p-4 border-t border-line" onSubmit={handleSubmit(submit)}>
      <h3>{t("password")}</h3>
      {error && <Note kind="error">{errorText(error)}</Note>}
      <Field label={t("currentPassword")} required>
        {(control) => <Input {...control} type="password" autoComplete="current-password" required {...register("current")} />}
      </Field>
      <Field label={t("newPassword")} help={t("newPasswordHelp", { count: minLength })} required>
        {(control) => (
          <Input {...control} type="password" autoComplete="new-password" required minLength={minLength} {...register("next")} />
        )}
      </Field>
      <div className="row">
        <Button type="submit" className="push" busy={formState.isSubmitting}>
          {t("changePassword")}
        </Button>
      </div>
    </form>
  );
}
