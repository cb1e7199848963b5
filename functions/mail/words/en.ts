import type { Style } from '../../../domain/locale/style.ts';
import type { Speak } from '../../../domain/locale/words.ts';
import { patternWhenAsked } from '../../../domain/names/pattern-when-asked.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import type { Day } from '../../../domain/time/day.ts';
import type {
  ChatWords,
  CustomerPageMailWords,
  CustomersWordWords,
  LetterWords,
  LinkWords,
  MailWords,
  MoveWords,
  NameWords,
  PlayWords,
  SignInWords,
  TaskDataWords,
} from './sections.ts';

/** `1 task`, `3 tasks`. */
export const plural = ({ number }: Style, count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

const capitalized = patternWhenAsked(String.raw`^\p{Lu}\p{Ll}`);

/** For a title inside a sentence; an abbreviation (`NPS`) stays as it is. */
export function lowerFirst(text: string): string {
  return capitalized().test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export const general: Speak<MailWords> = (style) => {
  const by = (day: Day) => `by ${style.day(day)}`;
  return {
    side: { risk: 'Risk', opportunity: 'Opportunity', service: 'Coming up' },
    ...style,
    by,
    customer: (account) => account,
    person: (name) => name,
    subject: (side, account, headline, due) => `${side} · ${account}: ${headline} · ${by(due)}`,
    firstLine: (account, title) => `${account}: ${lowerFirst(title)}`,
    about: (whose, title) => `${whose}: ${lowerFirst(title)}`,
    pause: ', ',
    moreTasks: (count) => `Then ${plural(style, count, 'more task', 'more tasks')}, below.`,
    morePeople: (count) => `and ${style.number(count)} more`,
    moreThings: (count) => `and ${style.number(count)} more`,
    sections: {
      why: 'Why',
      toDo: 'What to do',
      colleagues: 'What colleagues do meanwhile',
      people: 'People',
      data: (asOf) => `Data, as of ${style.day(asOf)}`,
    },
    days: (count) => plural(style, count, 'day', 'days'),
    championLast: (name, day) => `${name}, the champion, was last active on ${style.day(day)}.`,
    weeklyLogins: {
      caption: 'Log-ins a week',
      first: '16 weeks ago',
      last: (count) => `last week: ${style.number(count)}`,
      none: 'No log-ins in the last 16 weeks.',
    },
    priority: { high: 'high priority', normal: 'normal priority', low: 'low priority' },
    colleague: (name, title, due) => `${name}: ${lowerFirst(title)}, ${by(due)}`,
    nobody: 'Nobody yet',
    lacks: {
      'no-csm':
        'This account has no CSM. No mail could go to the customer; give the account a CSM so that it has one next time.',
      'no-parent':
        'This belongs to the account’s parent, which is not known here or leads in a circle; so it is the account’s own. Import the parent, or mend the account’s `parent`.',
      'no-address':
        'A mail of this play has not gone out: the person it is for has no address here. Add it, and write to them by hand.',
      'address-dead':
        'A mail of this play has not gone out: mail to the address we have comes back. Find the right one, and write to them by hand.',
      'mail-off': 'Mails to customers are switched off. Nothing has gone to the customer; write to them yourself.',
      'mail-approve':
        'The mail to the customer has not gone yet: it waits for the CSM to approve it, by the button in a mail of its own.',
      'mail-draft':
        'The mail to the customer has gone to the CSM as a draft. It reaches the customer when the CSM sends it.',
    },
    data: {
      health: 'Health',
      grade: { healthy: 'healthy', watch: 'watch', 'at-risk': 'at risk' },
      stale: 'last known, no data since',
      changeIn7Days: (points) => `${points} in 7 days`,
      activeUsers: 'Active users, 28 days',
      activatedUsers: 'Licenses taken up',
      users: (count, licenses) =>
        licenses === undefined
          ? style.number(count)
          : `${style.number(count)} of ${plural(style, licenses, 'license', 'licenses')}`,
      plan: 'Plan',
      mrr: 'MRR',
      stage: 'Stage',
      renewal: 'Renewal',
      renewing: 'Products renewing',
      lastActive: (day) => (day === null ? 'never active' : `last active ${style.day(day)}`),
    },
    stages: {
      'onboarding-1': 'Onboarding 1: kickoff',
      'onboarding-2': 'Onboarding 2: set-up',
      'onboarding-3': 'Onboarding 3: first full cycle',
      adoption: 'Adoption',
      expansion: 'Expansion',
      renewal: 'Renewal',
    },
    roles: { champion: 'champion', admin: 'admin', executive: 'executive', user: 'user' },
    teamRoles: {
      csm: 'CSM',
      sales: 'Sales',
      support: 'Support',
      marketing: 'Marketing',
      'customer-marketing': 'Customer marketing',
      'cs-operations': 'CS operations',
      engineer: 'Engineer',
      manager: 'Manager',
    },
    raisedBecause: (signal, playbook) =>
      `You get this because the playbook (${playbook}) watches “${signal}”. It is told once, and closes by itself when the signal recovers.`,
    draft: {
      subject: (person, account) => `Ready to send · ${account}: mail to ${person}`,
      title: (person, account) => `${account}: send this mail to ${person}`,
      lead: 'It is ready as it stands; a line of your own makes it better. Nothing goes to the customer until you send it.',
      toPage: 'Look through and send',
      open: 'Open in your mail program',
      tooLong: 'The text is too long to be carried over: copy it from below.',
      to: 'To',
      subjectLine: 'Subject',
      text: 'Text',
    },
    approval: {
      subject: (person, account) => `Approve · ${account}: mail to ${person}`,
      title: (person, account) => `${account}: may this mail go to ${person}?`,
      lead: (days) =>
        `It goes from your address as it stands here, or as you change it. Without your word it never goes: after ${plural(style, days, 'day', 'days')} it is dropped.`,
      open: 'Look at it and decide',
    },
    sourceStale: {
      subject: (source, since) => `Operator · source “${source}”: no events since ${since}`,
      title: (source) => `Find out why “${source}” sends no events`,
      since: (moment) => `Last event: ${moment}`,
      whyTitle: 'What this means',
      why: 'No data is not “no usage”: until events arrive again, health scores keep their last value and no fall or absence is raised. Nothing is lost that the product sends again later.',
      toDoTitle: 'What to look at',
      toDo: [
        'Does the product run, and does its job that sends events?',
        'Does it get errors from the webhook (401: its secret; 4xx: its body)?',
        '`npx sakimawari doctor` and `npx sakimawari quarantine list` show what we see here.',
      ],
      footer: 'You get this once per interruption.',
    },
  };
};

export const signIn: Speak<SignInWords> = () => ({
  subject: 'Your link to sign in',
  title: 'Sign in with this link',
  lead: (minutes) =>
    `It works once, within ${minutes} minutes. If it has run out, ask for another one where you sign in.`,
  button: 'Go on to sign in',
  footer: 'If you did not ask for it, delete this mail: nothing happens unless the link is opened.',
});

export const links: Speak<LinkWords> = () => ({
  acts: {
    done: 'Done',
    snooze: 'Snooze',
    'hand-over': 'Hand over',
    useful: 'Useful',
    'too-early': 'Too early',
    'false-alarm': 'False alarm',
  },
  read: 'Read the whole task',
  nextAction: 'Set the next action',
  judge: 'Was it right to tell you this?',
  toPage: "See it on the team's pages",
  toLog: 'Log what you did',
  asksReason: (label) =>
    `The page behind “${label}” also asks why they leave: choose the reason, and note what they said in their own words.`,
  renewal: { renew: 'Yes, we renew', talk: 'Let’s talk first', 'not-renewing': 'We are not renewing' },
  scale: { low: 'not at all', high: 'certainly' },
  activityQuestion: 'How was what we did for you, beside what you had expected?',
  expectations: { less: 'Less than expected', 'as-expected': 'As expected', more: 'More than expected' },
  fitQuestion: 'Is such a mail too much for you, just right, or not enough?',
  helpAmounts: { 'too-much': 'Too much', 'just-right': 'Just right', 'not-enough': 'Not enough' },
  preferences: { text: 'You would rather not get mails like this one?', label: 'Choose what you get' },
});

export const names: Speak<NameWords> = (style) => ({
  person: (lastSeen) => `a user without a name${lastSeen === null ? '' : ` (last seen ${style.day(lastSeen)})`}`,
  account: 'An account without a name',
  yourAccount: 'your team',
  task: 'A task of an earlier playbook',
  and: ' and ',
  personAt: (account, person) => ({ inText: `${person} at ${account}`, inSubject: `${person} at ${account}` }),
  thingOf: ({ account }, thing) => ({ inText: `${account}, “${thing}”`, inSubject: `${account}, “${thing}”` }),
  ofProducts: (products, line) => `${line} · ${products}`,
});

export const moves: Speak<MoveWords> = () => ({
  stop: { name: 'Stop it', means: 'Does anybody miss it?' },
  reduce: { name: 'Do less of it', means: 'Less often, shorter, or for fewer accounts.' },
  signal: { name: 'Replace it by a signal', means: 'Watch for the moment at which it is needed, and only then act.' },
  improve: { name: 'Improve it by asking', means: 'Ask those who had expected more what was missing.' },
  streamline: { name: 'Make it efficient', means: 'Templates, automation, one for many instead of one by one.' },
});

export const taskData: Speak<TaskDataWords> = (style) => ({
  features: (days) => `Features, last ${general(style).days(days)}`,
  featureUse: ({ users, days, everUsed, mustHave }) =>
    [
      everUsed ? `${style.number(users)} people on ${general(style).days(days)}` : 'never used',
      ...(mustHave ? ['onboarding has to reach it'] : []),
    ].join(' · '),
  measures: (measure) => `Course of ${measure}`,
  now: 'Today',
  valueNow: (value) => `Today: ${value}`,
  ofLimit: (value, limit) => `${value} of ${style.number(limit)}`,
  monthEnd: (month) => `End of ${style.month(month)}`,
  goal: 'Their goal',
  goalNow: 'Today',
  goalTarget: 'Target',
  goalBy: 'By',
  answers: 'Latest answers',
  answer: (value, day, comment) =>
    `${value ?? 'no number'} · ${style.day(day)}${comment === undefined ? '' : ` · “${comment}”`}`,
  notLoggedIn: 'Invited, not here yet',
  invitedOn: (day) => `invited ${style.day(day)}`,
  topics: (days) => `What they looked at, last ${general(style).days(days)}`,
  times: (count) => `${style.number(count)} ×`,
  cases: {
    heading: { invoice: 'Unpaid invoices', subscription: 'Subscriptions', ticket: 'Open tickets' },
    row: (amount, since) => `${amount === undefined ? '' : `${amount} · `}since ${style.day(since)}`,
  },
  holds: 'They have already',
  parts: 'Parts of the score, of 100 each',
  part: (mark, before) =>
    before === null ? style.number(mark) : `${style.number(mark)} · 28 days ago ${style.number(before)}`,
  scores: 'Health, week by week',
  scoreNow: (score) => `today: ${style.number(score)}`,
  activeDays: (person) => `Days a week on which ${person} was active`,
  lastWeek: (count) => `last week: ${style.number(count)}`,
  weeksAgo: (weeks) => `${plural(style, weeks, 'week')} ago`,
  weekly: (event) => `“${event}”, times a week`,
  level: {
    caption: (what, days, perDay) =>
      `${what}${perDay ? ' per working day' : ''}, ${days === 7 ? 'week by week' : `${style.number(days)} days at a time`}`,
    logins: 'Log-ins',
    event: (event) => `“${event}”`,
    first: (days) => (days % 7 === 0 ? `${plural(style, days / 7, 'week')} ago` : `${plural(style, days, 'day')} ago`),
    last: (value, days, perDay) =>
      `${days === 7 ? 'last week' : `last ${style.number(days)} days`}: ${value}${perDay ? ' a working day' : ''}`,
    noDay: 'no working day',
  },
  none: 'none known',
  separator: ', ',
});

const outcomes: Record<TaskOutcome, string> = {
  won: 'won',
  helped: 'it helped',
  'no-effect': 'no effect',
  'not-needed': 'was not needed',
  'false-alarm': 'false alarm',
};

export const plays: Speak<PlayWords> = (style) => {
  const en: PlayWords = {
    togetherWith: (names) => `together with ${names.join(' and ')}`,
    nobodyElse: 'a colleague still to be found',
    doneBefore: 'Done so far',
    done: (title, name, outcome, note) => {
      const what = [title, name && `by ${name}`].filter(Boolean).join(', ');
      const came = outcome === null ? '' : `: ${outcomes[outcome]}`;
      return `${what}${came}${note === undefined ? '' : ` (${note})`}`;
    },
    comesNext: 'What comes next',
    late: {
      reminder: {
        subject: (account, title, due) => `Reminder · ${account}: ${lowerFirst(title)} · due since ${style.day(due)}`,
        why: (days) =>
          `This task is still open. The manager is told when it is ${days === 1 ? 'one business day' : `${days} business days`} late.`,
        footer: 'You are reminded of a task once.',
      },
      escalation: {
        subject: (account, title, name, due) =>
          `Overdue · ${account}: ${lowerFirst(title)} (${name}) · due since ${style.day(due)}`,
        ask: (account, title, name) => `${account}: see why “${lowerFirst(title)}” waits (${name})`,
        why: (name) => `${name} was reminded of it once, and it is still open.`,
        whyNobody: 'Nobody has this task: when it was raised, there was nobody in the team to give it to.',
        footer: 'You are told of an overdue task once.',
      },
      nobody: 'nobody',
      dueSince: (day) => `due since ${style.day(day)}`,
      lateBy: (days) => (days === 1 ? '1 business day late' : `${style.number(days)} business days late`),
      toDo: {
        reminder: [
          'Do it today, or tell the customer when they will hear from you.',
          'Can’t you get to it? Agree with a colleague or your manager who does it.',
          'No longer needed? Mark it as done with the outcome “was not needed”. Wrong from the start? Choose “False alarm”; then nothing more is asked of anybody.',
        ],
        escalation: (name) => [
          name === en.late.nobody
            ? 'Find somebody who does it.'
            : `Ask ${name} what stands in the way: time, an answer, an idea?`,
          'Decide together: it is done today, somebody else does it, or it is not needed.',
          'Does this happen often? Then the playbook asks for more than the team can do: raise a threshold, or take a step out.',
        ],
      },
      recordIt:
        'When it is done, tell whoever runs Sakimawari at your company what came of it, so that it is on record.',
    },
  };
  return en;
};

export const letters: Speak<LetterWords> = () => ({ answerPlace: '[answer buttons]' });

export const chat: Speak<ChatWords> = () => ({
  canPost: (company) => `Sakimawari of ${company} can post here.`,
});

export const customerAnswer: Speak<CustomersWordWords> = () => ({
  pressed: (label) => `“${label}”`,
  rated: (value) => `${value} of 10`,
  quoted: (comment) => `“${comment}”`,
  by: (name, about, day) => `${name}, ${about}, ${day}`,
  nobodyNamed: 'The customer',
  about: { renewal: 'on the renewal', survey: 'in the survey' },
  headline: {
    renew: 'they renew',
    talk: 'they want to talk about the renewal',
    'not-renewing': 'not renewing',
  },
  leaving: (renewalDay, mrr) => `not renewing (${mrr === undefined ? '' : `MRR ${mrr}, `}renewal on ${renewalDay})`,
});

export const customerPageMail: Speak<CustomerPageMailWords> = (style) => ({
  comment: {
    subject: (account, person) => `Message · ${account}: ${person} wrote to you`,
    ask: (account, person) => `${person} of ${account} wrote to you on their page`,
    said: 'Their message',
  },
  ticked: {
    subject: (account, title) => `Done · ${account}: ${title}`,
    ask: (account, person, title) => `${person} of ${account} ticked off “${title}”`,
    left: (steps) =>
      steps === 1
        ? 'One step is left of those on their page.'
        : `${style.number(steps)} steps are left of those on their page.`,
    all: 'With it all steps on their page are done.',
    isGoalReached:
      'With it all steps on their page are done. Is the goal of the stage reached? Then move the account on, on its page.',
  },
  agreed: {
    subject: (account) => `Agreed · ${account}: their success goal`,
    ask: (account, person) => `${person} of ${account} agreed to the goal that you proposed`,
  },
  answer: (person) => `Answer this mail, and it goes straight to ${person}.`,
  noAddress: 'There is no address on record of this person, so an answer to this mail does not reach them.',
});
