import * as z from 'zod';
import { operatorNamed } from '../../../../domain/audit/audit.ts';
import { type LackingText, lackingTexts } from '../../../../domain/locale/text.ts';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import { usedNames } from '../../../../domain/playbook/used-names.ts';
import { storiesSchema } from '../../../../domain/stories/story.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { LARGEST_PLAYBOOK_IN_BYTES } from '../../../store/playbooks/playbook-record.ts';
import { type PublishResult, publishPlaybook } from '../../../work/publish-playbook.ts';
import { change, type Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { givenPlaybookSchema, noSuchVersion, playbookGiven, versionSchema } from './given-playbook.ts';

const requestSchema = z.strictObject({
  ...givenPlaybookSchema,
  /** The version that it was compared with; `null`: none was running. */
  onto: versionSchema.nullable().optional(),
  by: z.string().min(1).max(200).optional(),
  why: z.string().min(1).max(2000).optional(),
  /** What the team expects of its playbook, a file each: what is proposed on the pages is held to it. */
  stories: z
    .array(z.strictObject({ file: z.string().min(1).max(300), stories: storiesSchema }))
    .max(500)
    .optional(),
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
  ['playbook-pushed', 'playbook-rolled-back', 'stories-kept'],
  async ({ onto, by, why, stories, ...request }, tools): Promise<PushedPlaybook> => {
    const { playbooks, listings, installation, now, operator } = tools;
    const readMembers = () => readTeamMembers(listings);
    const doing = { who: by === undefined ? operator : operatorNamed(by), door: 'command' } as const;
    const result = await publishPlaybook(
      { playbooks, readMembers, places: installation.chatPlaces, now },
      { given: playbookGiven(request), onto, why, doing },
    );
    if ('refused' in result) throw refusal(result, request.rollbackTo);
    if ('problems' in result) return result;
    // Only with a playbook that runs: to another one they might not belong.
    if (stories !== undefined) {
      const kept = { playbook: 'same' in result ? result.same : result.published };
      await playbooks.keepStories(stories, {
        ...{ at: new Date(now()).toISOString(), ...doing, what: 'stories-kept', about: kept },
        ...{
          before: null,
          after: { entries: stories.reduce((sum, { stories: file }) => sum + file.stories.length, 0) },
        },
      });
    }
    if ('same' in result) return { version: result.same, pushed: false };
    const { published: version, before, playbook } = result;
    const countAnew = await namesToCountAnew(before, playbook, tools);
    const inEnglish = lackingTexts(playbook);
    return {
      ...{ version, pushed: true },
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

function refusal(result: Extract<PublishResult, { refused: unknown }>, rollbackTo = ''): OperatorError {
  switch (result.refused) {
    case 'no-such-version':
      return noSuchVersion(rollbackTo);
    case 'too-large':
      return new OperatorError(
        'playbook-too-large',
        'The playbook was not pushed.',
        `It takes ${result.bytes} bytes; ${LARGEST_PLAYBOOK_IN_BYTES} is the most that can be stored.`,
        'Shorten the texts of its tasks and mails.',
      );
    case 'overtaken':
      return new OperatorError(
        'playbook-overtaken',
        'The playbook was not pushed.',
        `Somebody else pushed ${result.by ?? 'none'} in between, and what it changes was shown against the one before.`,
        'Look at theirs with "sakimawari playbook show", then push again.',
      );
  }
}
