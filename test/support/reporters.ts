import type { Reporter } from '../../domain/import/reporter.ts';

export const BY_IMPORT: Reporter = { by: 'import', who: 'an import' };
export const byCallOf = (source: string): Reporter => ({ by: 'call', who: `a call of ${source}`, source });
/** What a product's call says of a user. */
export const CALLED = { by: 'call', who: 'a call of app' } as const;
