"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";

/** What the browser says of a field that cannot be sent, in the language of the page instead of the computer's. */
export function ValidityMessages() {
  const t = useTranslations("ui.validity");
  useEffect(() => {
    const onInvalid = (event: Event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      field.setCustomValidity("");
      const { validity } = field;
      if (validity.valueMissing) field.setCustomValidity(t("missing"));
      else if (validity.typeMismatch) field.setCustomValidity(t(field.type === "email" ? "email" : "url"));
      else if (validity.tooShort) field.setCustomValidity(t("short", { count: field.minLength }));
      else if (!validity.valid) field.setCustomValidity(t("other"));
    };
    const onInput = (event: Event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.setCustomValidity("");
    };
    document.addEventListener("invalid", onInvalid, true);
    document.addEventListener("input", onInput, true);
    return () => {
      document.removeEventListener("invalid", onInvalid, true);
      document.removeEventListener("input", onInput, true);
    };
  }, [t]);
  return null;
}
