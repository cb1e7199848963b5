import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { MeetingPageWords } from './sections.ts';

export const meetingPage: Speak<MeetingPageWords> = (style) => ({
  heading: (csm, day) => (csm === null ? `Meeting, ${style.day(day)}` : `Meeting with ${csm}, ${style.day(day)}`),
  lead: (atRisk, watch, fell, money) =>
    `${plural(style, atRisk + watch + fell, 'account')} to talk about: ${style.number(atRisk)} at risk, ${style.number(watch)} to watch${fell === 0 ? '' : `, ${style.number(fell)} that fell steeply`}${money.length === 0 ? '' : `; together ${style.list(money)} a month`}.`,
  lastWeek: (listed, improved, recovered) =>
    listed === 0
      ? 'None was listed a week ago.'
      : `Of ${style.number(listed)} listed a week ago, ${style.number(improved)} improved and ${style.number(recovered)} are in good health again.`,
  order:
    'Order: risk × money, (100 − score) × MRR. An account without an MRR counts like a typical one, and currencies are never compared as if they were one.',
  filter: 'CSM',
  columns: {
    account: 'Account',
    score: 'Score',
    before: 'A week ago',
    mrr: 'MRR',
    renewal: 'Renewal',
    csm: 'CSM',
    tasks: 'Open tasks',
    action: 'Next action',
  },
  change: { better: 'better', worse: 'worse', same: 'about the same', unknown: 'not scored then' },
  stale: 'old data',
  action: {
    none: 'None agreed yet',
    set: 'Set the next action',
    change: 'Change it',
  },
  recovered: {
    heading: 'In good health again since last week',
    lead: 'They were on last week’s list. Ask what helped.',
  },
  allWell: {
    heading: 'Every account is in good health',
    lead: 'Nothing to talk about this week, and nothing was a week ago.',
  },
  allWellOf: (csm) => `No account of ${csm} is in bad health, or was a week ago.`,
  none: {
    heading: 'No list yet',
    lead: 'Accounts come on the list with the first night that scores them. Look again tomorrow.',
  },
  asOf: (moment) => `The list is of ${moment}; what is agreed stands here at once.`,
});
