import type { Grade } from '../../../domain/health/health.ts';

/** How a grade looks beside its word: colour alone says nothing to many. */
export const gradeLooks = {
  'at-risk': { shape: '▼', tone: 'risk' },
  watch: { shape: '◆', tone: 'service' },
  healthy: { shape: '●', tone: 'healthy' },
} as const satisfies Record<Grade, { shape: string; tone: string }>;
