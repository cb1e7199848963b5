import * as z from 'zod';
import { checkAgainstRegister, withFormerNames } from '../../../../domain/playbook/name-register.ts';
import { type Playbook, playbookSchema } from '../../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import type { StoredPlaybook } from '../../../store/playbooks/playbooks.ts';
import type { PlaybookGiven } from '../../../work/publish-playbook.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

export const versionSchema = z.string().regex(/^v[1-9]\d*$/, 'is no version: they are v1, v2, …');

/** A playbook as it came, or the content of an older version. */
export const givenPlaybookSchema = { playbook: playbookSchema.optional(), rollbackTo: versionSchema.optional() };

type Given = { playbook?: Playbook | undefined; rollbackTo?: string | undefined };

/** One of the two, and not both. */
export function playbookGiven({ playbook, rollbackTo }: Given): PlaybookGiven {
  if (playbook !== undefined && rollbackTo === undefined) return { playbook };
  if (playbook === undefined && rollbackTo !== undefined) return { rollbackTo };
  throw new OperatorError(
    'bad-request',
    'Nothing was done.',
    'Either a playbook or the version to go back to has to be given.',
    'The command and the installation are of different versions: deploy again.',
  );
}

/** With every name that its entries ever had here, and what of these names doesn't fit what ran before. */
export async function givenPlaybook(
  request: Given,
  tools: Tools,
): Promise<{ playbook: Playbook; problems: PlaybookProblem[] }> {
  const given = playbookGiven(request);
  const written = 'playbook' in given ? given.playbook : (await versionNamed(given.rollbackTo, tools)).playbook;
  const names = await tools.playbooks.names();
  return { playbook: withFormerNames(written, names), problems: checkAgainstRegister(written, names) };
}

export async function versionNamed(version: string, { playbooks }: Pick<Tools, 'playbooks'>): Promise<StoredPlaybook> {
  const stored = await playbooks.version(version);
  if (stored !== undefined) return stored;
  throw noSuchVersion(version);
}

export const noSuchVersion = (version: string) =>
  new OperatorError(
    'no-such-playbook',
    'Nothing was done.',
    `There is no version ${version} of the playbook.`,
    'See which there are: sakimawari playbook history',
  );
