import type { CheckView } from "@/components/connections/types";

type Problem = CheckView["problems"][number];

/** What a test found, without saying anything twice: the problem that is the message itself only adds its advice. */
export function foldCheck({ message, problems }: CheckView): { advice?: string; detail?: string; problems: readonly Problem[] } {
  const same = problems.find((problem) => problem.message === message);
  const technical = problems.find((problem) => problem !== same && problem.advice === message);
  return {
    advice: same?.advice === message ? undefined : same?.advice,
    detail: technical?.message,
    problems: problems.filter((problem) => problem !== same && problem !== technical),
  };
}

/** Texts name fields and resources between asterisks: `the key does not allow *orders*`. */
export function emphasised(text: string): { text: string; strong: boolean }[] {
  return text
    .split(/\*([^*\s][^*]*)\*/)
    .map((part, index) => ({ text: part, strong: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}
