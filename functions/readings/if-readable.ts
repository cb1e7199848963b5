import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import type { Readings } from './readings.ts';

export type Version = Awaited<ReturnType<Readings['playbooks']['version']>>;

/** What can't be read is as good as none. */
export async function ifReadable(read: () => Promise<Version>): Promise<Version> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}
