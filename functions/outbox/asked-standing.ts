import { gradeOf } from '../../domain/health/health.ts';
import { productAnswers } from '../../domain/kpis/net-promoter-score.ts';
import { segmentOf } from '../../domain/surveys/survey-ask.ts';
import { addDays } from '../../domain/time/day.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';
import type { MailPolicySources } from './check-mail-policy.ts';

interface Sources {
  directory: Pick<DynamoDirectory, 'findContact'>;
  replies: Pick<DynamoSurveyReplies, 'read'>;
  playbooks: Pick<DynamoPlaybooks, 'current'>;
}

/** As long as an answer about the product counts for its net promoter score. */
const LOOKED_BACK_IN_DAYS = 365;

/** How somebody stands who is about to be asked: it is kept with the asking, whatever becomes of them later. */
export const standingOfAsked =
  ({ directory, replies, playbooks }: Sources): MailPolicySources['standing'] =>
  async ({ account, contact, day, score }) => {
    const [person, said, running] = await Promise.all([
      directory.findContact(account, contact),
      replies.read(account, addDays(day, -LOOKED_BACK_IN_DAYS), day),
      playbooks.current(),
    ]);
    const { health, aliases = {} } = running?.playbook ?? {};
    const theirs = productAnswers(account, said, aliases).filter((one) => one.contact === contact);
    const grade = health === undefined || score === undefined ? undefined : gradeOf(health, score);
    return { segment: segmentOf({ nps: theirs.at(-1)?.score, grade }), ...(person?.role && { role: person.role }) };
  };
