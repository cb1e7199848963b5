import { memberOf } from '../../domain/audit/audit.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import type { PlaybookProblem } from '../../domain/playbook/problem.ts';
import type { ChangeMade, PlaybookPublished } from '../../domain/sign-in/last-act.ts';
import { isTooLong, wholeTextIn } from '../pages/read-form.ts';
import { signalPageWords } from '../team-pages/signal/words/words.ts';
import type { PlaybookGiven, PublishResult } from '../work/publish-playbook.ts';
import type { ActRequest } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** What stands against the reason that a form gives. Field: `note`. */
export function reasonComplaint(form: URLSearchParams): 'no-reason' | 'too-long' | undefined {
  if (wholeTextIn(form, 'note') === '') return 'no-reason';
  return isTooLong(form, 'note') ? 'too-long' : undefined;
}

/** Publishes what a form asks for. Fields: `note`: why; `onto`: the version that it was shown against. */
export const publishAsked = (request: ActRequest, tools: TeamActTools, given: PlaybookGiven): Promise<PublishResult> =>
  publishAs(request, tools, given, { onto: request.form.get('onto'), why: wholeTextIn(request.form, 'note') });

/** What may be taken back of a version, within its minute. */
export function undoOf(
  { published: version, instead }: Extract<PublishResult, { published: unknown }>,
  locale: Locale,
): ChangeMade[] {
  if (instead === undefined) return [];
  return [{ playbook: { version, instead }, name: signalPageWords(locale).name(version) }];
}

/** What ran before runs again, unless another version came since; false where one did. */
export async function takeVersionBack(
  { playbook: { version, instead } }: PlaybookPublished,
  request: Pick<ActRequest, 'reader'>,
  tools: TeamActTools,
): Promise<boolean> {
  const why = signalPageWords(request.reader.locale).undone(version);
  const result = await publishAs(request, tools, { rollbackTo: instead }, { onto: version, why });
  return 'published' in result || 'same' in result;
}

export const lineOf = ({ path, message }: PlaybookProblem) => `${path.join('.')}: ${message}`;

async function publishAs(
  { reader }: Pick<ActRequest, 'reader'>,
  { playbooks, records, now }: TeamActTools,
  given: PlaybookGiven,
  { onto, why }: { onto: string | null; why: string },
): Promise<PublishResult> {
  const { publishPlaybook } = await import('../work/publish-playbook.ts');
  const doing = { who: memberOf(reader.member.id), door: 'page' } as const;
  return publishPlaybook({ playbooks, readMembers: () => records.members(), now }, { given, onto, why, doing });
}
