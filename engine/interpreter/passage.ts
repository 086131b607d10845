import { AppError } from "@/lib/core/errors";

/**
 * How far a page has come through its driver's steps, for the page begun behind it: at no step does a record overtake
 * those of an earlier page, so a target sees records in the order of the source.
 */
export class Passage {
  private passed = -1;
  private failure: AppError | undefined;
  private waiting: { readonly step: number; readonly wake: () => void }[] = [];

  /** Step `index` is done, or had nothing to do. */
  pass(index: number): void {
    this.passed = Math.max(this.passed, index);
    this.wake();
  }

  /** The page is through, with all its steps. */
  finish(): void {
    this.pass(Number.POSITIVE_INFINITY);
  }

  /** The page cannot be done: whatever comes behind it stops before its next step. */
  fail(): void {
    this.failure = new AppError({
      code: "run.cancelled",
      category: "cancelled",
      message: "the page before this one could not be done",
    });
    this.wake();
  }

  /** Waits until the page is past step `index`; throws `run.cancelled` when it never will be. */
  async beyond(index: number): Promise<void> {
    while (this.failure === undefined && this.passed < index) {
      await new Promise<void>((wake) => {
        this.waiting.push({ step: index, wake });
      });
    }
    if (this.failure !== undefined) throw this.failure;
  }

  private wake(): void {
    const woken = this.waiting.filter(({ step }) => this.failure !== undefined || step <= this.passed);
    this.waiting = this.waiting.filter((each) => !woken.includes(each));
    for (const { wake } of woken) wake();
  }
}
