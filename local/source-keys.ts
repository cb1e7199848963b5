import type { OperationResult } from '../functions/operate/operations.ts';
import { readLocalConfig } from './local-config.ts';
import { operate } from './operator.ts';
import type { LocalOutputs } from './run-files.ts';

/** Issues keys of the first source, as an operator would, for whoever scripts against the running system. */
export async function issueKeys(): Promise<Required<Pick<LocalOutputs, 'token' | 'writeKey' | 'apiToken'>>> {
  const source = readLocalConfig().sources[0] as string;
  const issue = async (kind: 'events' | 'write' | 'api') => {
    const { key } = await operate<OperationResult<'issue-source-key'>>('source', 'key', source, '--kind', kind);
    return key;
  };
  return { token: await issue('events'), writeKey: await issue('write'), apiToken: await issue('api') };
}
