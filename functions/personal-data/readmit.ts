import type { ErasedSubject } from '../../domain/personal-data/erasure.ts';
import { auditOfData } from './erasing.ts';
import { ErasureRefusedError } from './erasure-refused-error.ts';
import type { ErasingTools } from './tools.ts';

/** What comes of somebody who was erased, or of an account, is taken in again. */
export async function readmit(
  { account, person }: ErasedSubject,
  tools: Pick<ErasingTools, 'now' | 'doing' | 'personalData'>,
): Promise<{ readmitted: true }> {
  const at = new Date(tools.now()).toISOString();
  const audit = auditOfData(tools, person === undefined ? 'account-readmitted' : 'person-readmitted', { account });
  const subject = { account, ...(person !== undefined && { person }) };
  if (await tools.personalData.erasures.lift(subject, at, audit)) return { readmitted: true };
  throw new ErasureRefusedError({ is: 'not-erased' });
}
