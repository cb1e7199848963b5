import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { PlaysPageWords } from './sections.ts';

export const playsPage: Speak<PlaysPageWords> = (style) => ({
  heading: 'Plays',
  lead: (days) =>
    `Whether what we do helps: the customers who stay, and their score, ${plural(style, days, 'day')} after a play began.`,
  about:
    'Acted on: within 14 days somebody did a task of the play, talked with the customer (call, meeting, mail, visit or chat), or let a mail of the play go. Notes, plans, tasks closed as not needed and mails sent by themselves don’t count. Customers who had left by then are in neither group. Each customer counts once, by the first time. Score: the difference once both groups are set to the same score and trend at the beginning; who left counts with 0. In brackets: what chance alone makes of it (95% interval).',
  none: {
    heading: 'Nothing counted yet',
    lead: 'What comes of the plays is counted when somebody asks for it. It takes a few minutes at most, and changes nothing.',
  },
  noPlaybook: { heading: 'No playbook is running', lead: 'Plays are a part of it: ask whoever operates this.' },
  stale: 'This count is more than a week old.',
  countedAt: (moment, asOf) => `Counted ${moment}, with what was known up to ${style.longDay(asOf)}.`,
  count: 'Count now',
  countAgain: 'Count again',
  columns: {
    play: 'Play',
    use: 'Use, half a year',
    compared: 'What is compared',
    kept: 'Customers who stay',
    score: 'Score',
    verdict: 'What it says',
  },
  use: (raised, done) => `${style.number(done)} of ${plural(style, raised, 'task')} done`,
  noUse: 'no task yet',
  idle: (plays, more) =>
    `Not begun anywhere yet: ${plays.join(', ')}${more > 0 ? ` and ${style.number(more)} more` : ''}.`,
  kind: { byChance: 'By chance', observed: 'As it happened' },
  group: {
    acted: 'acted on',
    notActed: 'not acted on',
    assigned: 'with the play',
    heldOut: 'held out',
    own: 'the play',
  },
  keptOf: (group, kept, of, share) =>
    `${group}: ${style.number(kept)} of ${style.number(of)} stayed${share === undefined ? '' : `, ${share.share} (${share.low} to ${share.high})`}`,
  pointsOfShare: (value, low, high) => `${value} percentage points (${low} to ${high})`,
  intervalOnly: (low, high) => `between ${low} and ${high} percentage points`,
  pointsOfScore: (value, low, high) => `${value} points (${low} to ${high})`,
  ofAccounts: (accounts) => `of ${plural(style, accounts, 'account')}`,
  tooFewScores: 'too few scores yet',
  verdict: {
    'too-few': 'Too few left to tell',
    'cannot-tell-yet': 'Can’t tell yet',
    'no-difference': 'No difference seen',
    better: 'More customers stay',
    worse: 'Fewer customers stay',
  },
  notProof: 'A comparison, no proof: whoever was acted on may have been different from the start.',
  neededOutcomes: (have, needed) =>
    `A rate needs ${style.number(needed)} customers who left; there are ${style.number(have)}.`,
  neededAccounts: (accounts) => `About ${plural(style, accounts, 'more account')} needed to see a halved churn.`,
  trial: {
    heading: (play) => `What is tried: ${play}`,
    lead: 'Chance decides which way a customer goes. Customers near their renewal or with an escalation are never held out.',
    columns: { way: 'Way', share: 'Share', accounts: 'Customers', kept: 'Stayed so far' },
    comparisons: 'Compared',
    compared: 'Which against which',
    against: (one, other) => `${one} against ${other}`,
    choose: (way) => `Make “${way}” the play`,
    end: 'Hold nobody out any more',
    cantTell: 'It can’t be told yet which way is better.',
    reason: 'Why (for whoever looks at it later)',
    forManagers: 'A manager can make one of them the play.',
  },
  before: {
    heading: 'How to be sure',
    lead: (accounts) =>
      `A play that holds out a part of its customers or tries two ways tells by chance what it does. To see a churn of 20% halved takes about ${style.number(accounts)} customers in each group; before that nothing can be told.`,
  },
  chosen: (version, play, way) => `“${way}” is the play “${play}” from now on (${version}).`,
  complaint: { 'no-reason': 'Please give a reason.', 'too-long': 'That is too long: please be brief.' },
  gone: { heading: 'There is no such trial any more', lead: 'The playbook has changed. See how it stands now.' },
  overtaken: {
    heading: 'Somebody else published first',
    lead: 'The playbook changed while you were looking. Nothing of yours was published: see how it stands now.',
  },
  problems: {
    heading: 'This can’t be published',
    lead: 'The playbook would not fit itself or the team:',
    tooLarge: 'The playbook is too large to be stored.',
  },
  back: 'All plays',
});
