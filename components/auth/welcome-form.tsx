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

export type OwnerInput = { name: string; email: string; password: string; workspaceName: string };

const FIELDS = [
  { name: "workspaceName", type: "text", autoComplete: "organization" },
  { name: "name", type: "text", autoComplete: "name" },
  { name: "email", type: "email", autoComplete: "username" },
  { name: "password", type: "password", autoComplete: "new-password" },
] as const;

/** The first owner of an installation and the name of their workspace. */
export function WelcomeForm({ create, minLength }: { create: Action<OwnerInput>; minLength: number }) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [error, setError] = useState<ErrorInfo | null>(null);
  const { register, handleSubmit, formState } = useForm<OwnerInput>();
  const submit = async (values: OwnerInput) => {
    const result = await create(values);
    if (!result.ok) return setError(result.error);
    await signIn("credentials", { email: values.email, password: values.password, callbackUrl: "/" });
  };
  return (
    <form className="form" onSubmit={handleSubmit(submit)}>
      {error && <Note kind="error">{errorText(error)}</Note>}
      {FIELDS.map((field) => (
        <Field
          key={field.name}
          label={t(`welcome.${field.name}`)}
          help={field.name === "password" ? t("welcome.passwordHelp", { count: minLength }) : undefined}
          required
        >
          {(control) => (
            <Input
              {...control}
              type={field.type}
              autoComplete={field.autoComplete}
              required
              minLength={field.name === "password" ? minLength : undefined}
              {...register(field.name)}
            />
          )}
        </Field>
      ))}
      <Button type="submit" variant="primary" wide busy={formState.isSubmitting}>
        {t("welcome.create")}
      </Button>
    </form>
  );
}
