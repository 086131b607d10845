import { Zap, ZapOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useLanguage } from "@/components/ui/use-language";
import { explainExpression } from "@/engine/mapping/explain";

/** Whether an expression is compiled or interpreted, and why it matters. */
export function ExpressionMode({ text }: { text: string }) {
  const t = useTranslations("expression.mode");
  const language = useLanguage();
  const explanation = explainExpression(text);
  if (!explanation) return null;
  const { mode } = explanation;
  const cause = explanation.mode === "interpreted" ? explanation.cause[language] : "";
  const Icon = mode === "interpreted" ? ZapOff : Zap;
  return (
    <details className="expression-mode" data-mode={mode}>
      <summary title={t(`${mode}Why`, { cause })}>
        <Icon className="icon" aria-hidden="true" />
        {t(mode, { cause })}
      </summary>
      <p>{t(`${mode}Why`, { cause })}</p>
    </details>
  );
}
