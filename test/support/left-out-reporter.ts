import type { Reporter, TestModule } from 'vitest/node';
import './needs.ts';

/** Says in one line at the end what was left out for want of something, and how to run it. */
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const line = leftOut(modules);
    if (line !== null) process.stdout.write(`\n${line}\n`);
  }
}

export function leftOut(modules: readonly Pick<TestModule, 'children'>[]): string | null {
  const counts = new Map<string, number>();
  for (const module of modules) {
    for (const test of module.children.allTests('skipped')) {
      const { needs } = test.meta();
      if (needs !== undefined) counts.set(needs, (counts.get(needs) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return null;
  const parts = [...counts].map(([needs, count]) => `${count} ${count === 1 ? 'test' : 'tests'} for want of ${needs}`);
  return `Left out: ${parts.join('; ')}. Install it and run npm test again.`;
}
