import * as z from 'zod';
import { operatorNamed, shortened } from '../../../../domain/audit/audit.ts';
import { type LackingText, lackingTexts } from '../../../../domain/locale/text.ts';
import { checkRoles } from '../../../../domain/playbook/check-roles.ts';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import { usedNames } from '../../../../domain/playbook/used-names.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { LARGEST_PLAYBOOK_IN_BYTES } from '../../../store/playbooks/playbook-record.ts';
import { versionAfter } from '../../../store/playbooks/playbooks.ts';
import { auditOf, change, type Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { givenPlaybook, givenPlaybookSchema, versionSchema } from './given-playbook.ts';

const requestSchema = z.strictObject({
  ...givenPlaybookSchema,
  /** The version that it was compared with; `null`: none was running. */
  onto: versionSchema.nullable().optional(),
  by: z.string().min(1).max(200).optional(),
  why: z.string().min(1).max(2000).optional(),
});

export type PushedPlaybook =
  /** `countAnew`: names of events whose past may be counted together with others; a rebuild tells it apart.
   * `inEnglish`: texts that readers of a language get in English, for want of their own. */
  | { version: string; pushed: boolean; countAnew?: string[]; inEnglish?: LackingText[] }
  /** Not pushed: it fits the file, and not the team. */
  | { problems: PlaybookProblem[] };

/** Makes the playbook the running one under the next version; the same playbook again stays the version it is. */
export const pushPlaybook = change(
  requestSchema,
  ['playbook-pushed', 'playbook-rolled-back'],
  async (request, tools): Promise<PushedPlaybook> => {
    const { onto, by, why, rollbackTo } = request;
    const { playbooks, listings, now } = tools;
    const { playbook, problems: ofNames } = await givenPlaybook(request, tools);
    const bytes = Buffer.byteLength(JSON.stringify(playbook));
    if (bytes > LARGEST_PLAYBOOK_IN_BYTES) {
      throw new OperatorError(
        'playbook-too-large',
        'The playbook was not pushed.',
        `It takes ${bytes} bytes; ${LARGEST_PLAYBOOK_IN_BYTES} is the most that can be stored.`,
        'Shorten the texts of its tasks and mails.',
      );
    }
    const running = await playbooks.currentVersion();
    if (onto !== undefined && (running ?? null) !== onto) throw overtaken(running ?? 'none');
    const before = running === undefined ? undefined : await contentOf(running, tools);
    if (running !== undefined && JSON.stringify(before) === JSON.stringify(playbook)) {
      return { version: running, pushed: false };
    }
    const problems = [...ofNames, ...checkRoles(playbook, await readTeamMembers(listings))];
    if (problems.length > 0) return { problems };
    const version = versionAfter(running);
    const said = { by, why, rolledBackTo: rollbackTo };
    const audit = {
      ...auditOf(tools, rollbackTo === undefined ? 'playbook-pushed' : 'playbook-rolled-back', { playbook: version }),
      ...{
        before: running ?? null,
        after: { version, why: why === undefined ? null : shortened(why), rolledBackTo: rollbackTo ?? null },
      },
      who: by === undefined ? tools.operator : operatorNamed(by),
    };
    if (!(await playbooks.push(playbook, running, version, new Date(now()).toISOString(), said, audit)))
      throw overtaken(version);
    const countAnew = await namesToCountAnew(before, playbook, tools);
    const inEnglish = lackingTexts(playbook);
    return {
      version,
      pushed: true,
      ...(countAnew.length > 0 && { countAnew }),
      ...(inEnglish.length > 0 && { inEnglish }),
    };
  },
);

/** Names that the playbook did not live on before: where a source sends too many, they may be counted with others. */
async function namesToCountAnew(before: unknown, playbook: unknown, { readOverLimits }: Tools): Promise<string[]> {
  const knew = usedNames(before);
  const started = [...usedNames(playbook)].filter((name) => !knew.has(name)).sort();
  if (started.length === 0) return [];
  return (await readOverLimits()).some(({ limit }) => limit === 'names') ? started : [];
}

/** What can't be read is nobody's equal, and is replaced like any other. */
async function contentOf(version: string, { playbooks }: Tools) {
  try {
    return (await playbooks.version(version))?.playbook;
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}

function overtaken(version: string): OperatorError {
  return new OperatorError(
    'playbook-overtaken',
    'The playbook was not pushed.',
    `Somebody else pushed ${version} in between, and what it changes was shown against the one before.`,
    'Look at theirs with "sakimawari playbook show", then push again.',
  );
}
