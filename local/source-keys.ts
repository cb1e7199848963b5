import type { OperationResult } from '../functions/operate/operations.ts';
import { readLocalConfig } from './local-config.ts';
import { operate } from './operator.ts';
import type { LocalOutputs } from './run-files.ts';

/** Issues keys of the first source, as an operator would, for scripts against the running system. */
export async function issueKeys(): Promise<
  Required<Pick<LocalOutputs, 'token' | 'writeKey' | 'serverWriteKey' | 'apiToken'>>
> {
  const source = readLocalConfig().sources[0] as string;
  const issue = async (kind: 'events' | 'write' | 'api', ...options: string[]) => {
    const args = ['source', 'key', source, '--kind', kind, ...options];
    return (await operate<OperationResult<'issue-source-key'>>(...args)).key;
  };
  return {
    token: await issue('events'),
    writeKey: await issue('write'),
    serverWriteKey: await issue('write', '--rights', 'facts'),
    apiToken: await issue('api'),
  };
}
