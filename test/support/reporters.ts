import { operatorNamed, programOf } from '../../domain/audit/audit.ts';
import type { Reporter } from '../../domain/import/reporter.ts';

export const BY_IMPORT: Reporter = { by: 'import', who: operatorNamed(undefined) };
export const byCallOf = (source: string): Reporter => ({ by: 'call', who: programOf(source), source });
/** What a product's call says of a user. */
export const CALLED = { by: 'call', who: programOf('app') } as const;
