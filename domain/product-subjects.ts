import type { Product } from './playbook/playbook.ts';

/** Whether a page or document of this subject is about the product; a `*` at a pattern's end stands for anything. */
export function isAbout({ subjects }: Product, subject: string): boolean {
  return subjects.some((pattern) =>
    pattern.endsWith('*') ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern,
  );
}
