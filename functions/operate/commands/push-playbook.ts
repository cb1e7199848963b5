import * as z from 'zod';
import { checkRoles } from '../../../domain/playbook/check-roles.ts';
import { playbookSchema } from '../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../domain/playbook/problem.ts';
import { versionAfter } from '../../adapters/dynamo-playbooks.ts';
import { readTeamMembers } from '../../adapters/team-members.ts';
import { operation } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';

/** A DynamoDB item holds 400 KB; keys and attribute names take a little of it. */
const LARGEST_PLAYBOOK_IN_BYTES = 390_000;

const requestSchema = z.strictObject({ playbook: playbookSchema });

export type PushedPlaybook =
  | { version: string; pushed: boolean }
  /** Not pushed: it fits the file, and not the team. */
  | { problems: PlaybookProblem[] };

/** Makes the playbook the running one under the next version; the same playbook again stays the version it is. */
export const pushPlaybook = operation(requestSchema, async ({ playbook }, tools): Promise<PushedPlaybook> => {
  const { playbooks, listings, now } = tools;
  const bytes = Buffer.byteLength(JSON.stringify(playbook));
  if (bytes > LARGEST_PLAYBOOK_IN_BYTES) {
    throw new OperatorError(
      'playbook-too-large',
      'The playbook was not pushed.',
      `It takes ${bytes} bytes; ${LARGEST_PLAYBOOK_IN_BYTES} is the most that can be stored.`,
      'Shorten the texts of its tasks and mails.',
    );
  }
  const running = await playbooks.current();
  if (running !== undefined && JSON.stringify(running.playbook) === JSON.stringify(playbook)) {
    return { version: running.version, pushed: false };
  }
  const problems = checkRoles(playbook, await readTeamMembers(listings));
  if (problems.length > 0) return { problems };
  const version = versionAfter(running?.version);
  if (!(await playbooks.push(playbook, running?.version, version, new Date(now()).toISOString()))) {
    throw new OperatorError(
      'playbook-overtaken',
      'The playbook was not pushed.',
      `Somebody else pushed ${version} at the same moment.`,
      'Look at theirs with "sakimawari playbook show", then push again.',
    );
  }
  return { version, pushed: true };
});
