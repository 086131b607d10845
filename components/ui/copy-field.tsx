"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A value to take away: a token, a password, an address. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Field label={label}>
      {(control) => (
        <span className="row">
          <Input {...control} className="mono" readOnly value={value} onFocus={(event) => event.target.select()} />
          <Button onClick={copy} icon={copied ? <Check className="icon" /> : <Copy className="icon" />}>
            {t(copied ? "copied" : "copy")}
          </Button>
        </span>
      )}
    </Field>
  );
}
