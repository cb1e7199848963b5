import type { Teller } from '../../domain/import/teller.ts';

export const BY_IMPORT: Teller = { by: 'import', who: 'an import' };
export const byCallOf = (source: string): Teller => ({ by: 'call', who: `a call of ${source}`, source });
/** What a product's call says of a user. */
export const CALLED = { by: 'call', who: 'a call of app' } as const;
