import type { Tone } from './table.ts';

export function gradeTone(grade: string | null): Tone | undefined {
  if (grade === 'healthy') return 'good';
  if (grade === 'watch') return 'warn';
  return grade === null ? 'quiet' : 'bad';
}
