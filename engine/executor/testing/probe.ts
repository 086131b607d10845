/** What functions under test tell the test: values by label, awaited without polling. */
export class Probe {
  private readonly values = new Map<string, unknown[]>();
  private readonly waiting: { label: string; count: number; resolve: (values: unknown[]) => void }[] = [];

  note(label: string, value: unknown = null): void {
    const list = this.values.get(label) ?? [];
    list.push(value);
    this.values.set(label, list);
    for (const wait of [...this.waiting]) {
      if (wait.label !== label || list.length < wait.count) continue;
      this.waiting.splice(this.waiting.indexOf(wait), 1);
      wait.resolve([...list]);
    }
  }

  of(label: string): unknown[] {
    return [...(this.values.get(label) ?? [])];
  }

  /** Resolves once `count` values were noted; the test's own time-out is the limit. */
  reached(label: string, count = 1): Promise<unknown[]> {
    const list = this.of(label);
    if (list.length >= count) return Promise.resolve(list);
    return new Promise((resolve) => this.waiting.push({ label, count, resolve }));
  }
}
