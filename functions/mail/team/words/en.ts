import type { LifetimeRefusal } from '../../../../domain/kpis/lifetime-value.ts';
import { answersOf, type NpsTally } from '../../../../domain/kpis/net-promoter-score.ts';
import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import { lowerFirst, plural } from '../../words/en.ts';
import type {
  DigestWords,
  HealthListWords,
  KpiReportWords,
  MovedTaskWords,
  MoveMailWords,
  NoticeWords,
  NotificationWords,
  OverLimitWords,
} from './sections.ts';

/** Typographic minus, so that it is as wide as the plus and never breaks from its number. */
const signed = (text: string, value: number) => (value < 0 ? `−${text}` : `+${text}`);

export const digest: Speak<DigestWords> = (style) => ({
  subject: ({ open, late }, day) =>
    `Your day · ${plural(style, open, 'task')}${late === 0 ? '' : `, ${style.number(late)} late`} · ${style.day(day)}`,
  subjectOfTeam: (late, day) => `Your team · ${plural(style, late, 'task')} late · ${style.day(day)}`,
  askOfTeam: (late) => `See what is holding up ${plural(style, late, 'late task')} in your team`,
  counts: ({ open, accounts, late, fresh }, since) =>
    [
      `${plural(style, open, 'open task')} at ${plural(style, accounts, 'account')}`,
      ...(late > 0 ? [`${style.number(late)} late`] : []),
      ...(since !== null && fresh > 0 ? [`${style.number(fresh)} new since ${style.day(since)}`] : []),
    ].join(' · '),
  late: 'Late',
  dueSince: (day) => `due since ${style.day(day)}`,
  fresh: 'new',
  moreTasks: (count) => `and ${plural(style, count, 'more task')} here`,
  rest: 'Further down',
  restText: (accounts, tasks) =>
    `${plural(style, tasks, 'more task')} at ${plural(style, accounts, 'account')}, none as urgent as these. They move up as you work through the list.`,
  subjectOfMoves: (moves, day) => `Your day · ${plural(style, moves, 'improvement')} due · ${style.day(day)}`,
  moves: {
    heading: 'How the team works',
    line: {
      make: (activity, move) => `${activity}: ${lowerFirst(move)}`,
      look: (activity, move) => `See what came of it: ${activity}, “${lowerFirst(move)}”`,
    },
    more: (count) => `and ${style.number(count)} more on the improvement map`,
  },
  team: 'Late in your team',
  lateOf: (name, late) => `${name}: ${plural(style, late, 'task')}`,
  footer:
    'This comes once on each of your working days when there is something to do. Would another hour suit you better, or fewer mails about single tasks? Tell whoever looks after Sakimawari at your company.',
});

export const healthList: Speak<HealthListWords> = (style) => ({
  subject: (accounts, csm, day) =>
    `Health · ${accounts === 0 ? 'no account' : plural(style, accounts, 'account')} in bad health${csm === null ? '' : ` (${csm})`} · ${style.day(day)}`,
  ask: (account, csm) => (csm === null ? `Talk about ${account} first` : `Start with ${account}: what comes next?`),
  askNobody: 'Every account is in good health again',
  counts: (atRisk, watch) => `${style.number(atRisk)} at risk, ${style.number(watch)} to watch`,
  money: (amounts) => `together ${style.list(amounts)} a month`,
  lastWeek: ({ listed, improved }) =>
    listed === 0
      ? 'None was listed a week ago.'
      : `Of ${style.number(listed)} listed a week ago, ${style.number(improved)} improved.`,
  recovered: (names) => `In good health again: ${names.join(', ')}.`,
  outruns: (signal, ignored, raised) =>
    `“${signal}” raises more than people get done: nobody did anything about ${style.number(ignored)} of its ${plural(style, raised, 'task')} of the last four weeks. Have it raised less often, or give it to somebody with more time.`,
  dropped: 'fell',
  productIll: 'one product ill',
  score: 'score',
  points: (change) => signed(style.number(Math.abs(change)), change),
  inAWeek: (points) => `${points} in a week`,
  asBefore: 'as a week ago',
  trend: {
    caption: 'score week by week',
    weeksAgo: (score, weeks) =>
      `${weeks === 1 ? 'a week' : `${style.number(weeks)} weeks`} ago: ${style.number(score)}`,
  },
  whatMoved: 'What moved it',
  byProduct: 'By product',
  ofProduct: (product, score, grade) => `${product} ${score} (${grade})`,
  nothingMoved: 'nothing in the last week',
  contract: 'Contract',
  aMonth: (amount) => `${amount} a month`,
  noMrr: 'MRR not on record',
  renews: (day, days) =>
    days < 0
      ? `renewal date ${style.longDay(day)} has passed`
      : `renews ${style.longDay(day)} (${days === 0 ? 'today' : `in ${plural(style, days, 'day')}`})`,
  noRenewal: 'renewal date not on record',
  owner: 'CSM',
  nobody: 'nobody',
  tasks: 'Open tasks',
  taskCount: (open, late) =>
    `${open === 0 ? 'none' : style.number(open)}${late === 0 ? '' : `, ${style.number(late)} late`}`,
  nextAction: 'Next action',
  noNextAction: 'none agreed',
  action: ({ text, by, day }) => `${text} (${by === null ? '' : `${by}, `}${style.day(day)})`,
  sinceThen: { better: 'the score has gone up since', notBetter: 'the score has not gone up since' },
  more: (count) =>
    `${plural(style, count, 'more account')} with less at stake ${count === 1 ? 'is' : 'are'} not shown.`,
  together: 'What comes next is agreed on there, side by side with last week.',
  footer:
    'This comes once a week: accounts at risk or to watch, and those whose score fell steeply. The order weighs risk with money, (100 − score) × MRR; an account without an MRR counts like a typical one, and currencies are never compared as if they were one.',
  separator: ', ',
});

export const kpiReport: Speak<KpiReportWords> = (style) => ({
  subject: (month, mrr, retention) =>
    `KPIs · ${style.month(month)}: ${retention === null ? '' : `net retention ${retention}, `}MRR ${mrr}`,
  ask: (mrr, month) => `MRR ${mrr} at the end of ${style.month(month)}`,
  customers: (gained, lost) =>
    `${plural(style, gained, 'customer')} gained, ${style.number(lost)} lost. What is behind it?`,
  monthBefore: (value) => `The month before: ${value}.`,
  byMonth: (label) => `${label}, month by month`,
  monthsAgo: (months, value) => `${months === 1 ? 'a month' : `${style.number(months)} months`} ago: ${value}`,
  ofCustomers: (part, whole) => `${part} of ${whole} ${whole === '1' ? 'customer' : 'customers'}`,
  ofMoney: (part, whole) => `${part} of ${whole}`,
  interval: (low, high) => `With so many customers, chance alone makes it ${low} to ${high} (95% interval).`,
  tooFew: (least) => `(a rate would need ${style.number(least)} customers)`,
  overMonths: (months) => `over the ${months} months that a customer is expected to stay`,
  lifetimeInterval: (low, high, churned) =>
    `With ${plural(style, churned, 'customer')} who left so far, chance alone makes it ${low} to ${high} (95% interval).`,
  noLifetimeValue: (because) => noLifetimeValue(style, because),
  answers: (count) => plural(style, count, 'answer'),
  ofAnswers: (nps) => `of ${plural(style, answersOf(nps), 'answer')}: ${kindsOfAnswers(style, nps)}`,
  npsInterval: (low, high) => `With so many answers, chance alone makes it ${low} to ${high} (95% interval).`,
  fewAnswers: (nps, least) => `${kindsOfAnswers(style, nps)} (a score would need ${style.number(least)} answers)`,
  targets: 'Targets',
  target: (role, label) => `${role}: ${label}`,
  atLeast: (value) => `at least ${value}`,
  atMost: (value) => `at most ${value}`,
  reached: (value, bound) => `${value} (${bound}): reached`,
  missed: (value, bound, missing) => `${value} (${bound}): ${missing} to go`,
  noFigure: (bound) => `no figure (${bound})`,
  points: (count) => `${count} points`,
  why: 'Why',
  movements: { churn: 'Left', contraction: 'Pay less', expansion: 'Pay more', 'win-back': 'Came back' },
  reason: (label, customers) => `${label} ${style.number(customers)}`,
  otherReasons: (customers) => `other reasons ${style.number(customers)}`,
  noReason: (customers) => `none given yet ${style.number(customers)}`,
  whatMoved: 'What moved the MRR',
  howMany: 'Customers',
  apart: ({ customers, changedAccounts }, currency) =>
    `In no amount: ${[
      ...(customers > 0 ? [`${plural(style, customers, 'customer')} of the start`] : []),
      ...(changedAccounts > 0 ? [`${plural(style, changedAccounts, 'account')} with changes`] : []),
    ].join(' and ')}, since what they pay is not known${currency === null ? '' : ` in ${currency}`}.`,
  joinedAndLeft: (accounts) =>
    `${plural(style, accounts, 'account')} came and left within the month, and ${accounts === 1 ? 'is' : 'are'} in no rate: rates are of the customers of the start.`,
  footer:
    'This comes once a month, on its first business day, and says what is known today of the month before. What is corrected later changes it: the command kpis shows any month anew, with the accounts behind each number.',
});

const kindsOfAnswers = (style: Style, { promoters, passives, detractors }: NpsTally) =>
  `${plural(style, promoters, 'promoter')}, ${style.number(passives)} passive, ${plural(style, detractors, 'detractor')}`;

function noLifetimeValue(style: Style, because: LifetimeRefusal): string {
  switch (because.code) {
    case 'too-few-churned':
      return `There is none yet: ${plural(style, because.churned, 'customer')} left so far, and fewer than ${style.number(because.needed)} say too little of how long one stays.`;
    case 'no-gross-margin':
      return 'There is none: nobody has said how much of the revenue is left once the customers are served. Ask whoever operates this to write kpis.rules.grossMargin in the configuration.';
    case 'no-average-mrr':
      return 'There is none: nobody paid at the end of the month.';
    case 'no-fit':
      return 'There is none: those who have stayed for long leave no less often than the others, so nothing says how long one stays.';
  }
}

export const movedTask: Speak<MovedTaskWords> = () => ({
  subject: {
    'handed-over': (whose, title, due) => `For you · ${whose}: ${lowerFirst(title)} · ${due}`,
    returned: (whose, title, due) => `Back today · ${whose}: ${lowerFirst(title)} · ${due}`,
  },
  handedOver: (by) => (by === '' ? 'This task is yours now.' : `${by} has handed this task over to you.`),
  returned: 'It had been put off until today.',
  note: (by, note) => (by === '' ? note : `${by}: ${note}`),
  footer: 'You get this once. What has been done so far stands with the task.',
});

export const moveMail: Speak<MoveMailWords> = () => ({
  subject: {
    given: (what, due) => `For you · ${what} · ${due}`,
    make: (what, due) => `Due · ${what} · ${due}`,
    look: (what) => `Look back · ${what}`,
  },
  given: (by) => (by === '' ? 'This improvement is yours to bring about.' : `${by} has given you this improvement.`),
  why: {
    make: 'Its day has come, and nobody has said yet that it is done.',
    look: 'It has been in place for eight weeks: enough to set the weeks since against those before.',
  },
  note: 'What was agreed',
  toDo: {
    make: [
      'Once it is in place, press “Done today” on the improvement map. What comes of it is counted from that day.',
      'If it is not worth it after all, drop it there.',
    ],
    look: [
      'See on the improvement map how often the work comes up since, how long it takes, and what customers say.',
      'Then press “I have looked at it”. If it worked, propose it for the playbook from there, so that everybody works that way.',
    ],
  },
  toMap: 'Open the improvement map',
  footer: 'You get this once, since you are the one who sees to it.',
  late: {
    subject: (what, owner, due) => `Late · ${what} · ${owner === '' ? 'nobody has it' : owner} · ${due}`,
    why: {
      make: (owner) =>
        owner === ''
          ? 'The team agreed on this. Whoever had it has left, and nobody has it now.'
          : `The team agreed on this, and ${owner} has not yet said that it is in place.`,
      look: (owner) =>
        owner === ''
          ? 'It is in place, and nobody has looked at what came of it: whoever had it has left.'
          : `It is in place, and ${owner} has not yet looked at what came of it.`,
    },
    toDo: (owner) => [
      owner === '' ? 'Decide whether the team still wants it.' : `Ask ${owner} what is in the way.`,
      'If it can’t go on as agreed, drop it on the improvement map; where it is still worth it, agree on it there anew.',
    ],
    footer: 'You get this once, since you answer for whoever sees to it.',
  },
});

export const notification: Speak<NotificationWords> = () => ({
  subject: (side, account, headline) => `${side} · ${account}: ${headline}`,
  ask: (account, headline) => `${account}: ${headline}`,
  nothingToDo: 'For your information. There is nothing you have to do.',
  closed: (title) => `Your task “${title}” is closed: the customer has answered since.`,
  whoHasIt: 'Who takes care of it',
  nobodyHasIt: 'Nobody has been given a task for it.',
  aTask: 'A task',
  news: 'the customer has answered',
  footer: 'You get this because the customer’s answer concerns you too. It is told once for each answer.',
});

export const overLimit: Speak<OverLimitWords> = () => ({
  since: (day) => `Since ${day}`,
  footer: 'You get this once, and again only if it stops and comes back.',
  limits: {
    names: {
      subject: (source) => `Operator · source “${source}” sends too many different event names`,
      title: (source) => `Find out why “${source}” sends so many event names`,
      why: 'Events that the playbook uses are counted as ever. Of the others, those beyond the limit are counted together: nothing about them can be told one by one. Nothing that was sent is lost while raw events are kept.',
      toDo: [
        'Do the names hold an id, an address or a date? Have the product send it as the event’s subject instead.',
        'If they are all wanted, have the limit raised: `limits` in the configuration.',
        'A name that is needed after all belongs in the playbook; `npx sakimawari rebuild` then counts its past anew.',
      ],
    },
    users: {
      subject: (source) => `Operator · source “${source}” sends events of too many new users`,
      title: (source) => `Find out where the many new users of “${source}” come from`,
      why: 'Every event is counted, and users who were known before are counted as ever. Of users who were new, those beyond the day’s limit are counted together as one user of their account: an account can have had more active users than is shown. Nothing that was sent is lost while raw events are kept.',
      toDo: [
        'Does the product give a person another id with each visit or session? Have it send one lasting id.',
        'If all of them are people, import them as contacts, or have the limit raised: `limits` in the configuration.',
        '`npx sakimawari rebuild` then counts their past anew.',
      ],
    },
    accounts: {
      subject: (source) => `Operator · source “${source}” sends events of too many accounts that nobody imported`,
      title: (source) => `Find out which accounts “${source}” sends`,
      why: 'Accounts that were imported are counted as ever, and so are others that were seen before. Of new accounts that nobody imported, those beyond the day’s limit are not counted yet. Their events are kept as long as all raw events.',
      toDo: [
        'Does the product name the account by one lasting id, the one that the accounts are imported under?',
        'If they are customers, import them, or have the limit raised: `limits` in the configuration.',
        '`npx sakimawari rebuild` then counts their past anew.',
      ],
    },
    quarantine: {
      subject: (source) => `Operator · source “${source}” sends too many events that can’t be used`,
      title: (source) => `Find out what is wrong with the events of “${source}”`,
      why: 'Events that can’t be used are put aside. Beyond the day’s limit they are only counted, by reason, and can’t be tried again later: the product has to send them again. Events that can be used are stored and counted as ever.',
      toDo: [
        '`npx sakimawari quarantine list` shows what is wrong, with the first of them.',
        'Have the product mended, and what was missed sent again.',
        'If so many are to be kept, have the limit raised: `limits` in the configuration.',
      ],
    },
    waiting: {
      subject: (source) => `Operator · source “${source}” sends too many events of users without a known account`,
      title: (source) => `Find out whose events “${source}” sends`,
      why: 'Events of a user whose account is not known yet wait until it is. Beyond the day’s limit they are only counted: the product has to send them again. Events of known accounts are stored and counted as ever.',
      toDo: [
        'Does the product name the account, or tell once which account a user belongs to? Visitors who never log in need not be sent.',
        'Import which users belong to which account, and have what was missed sent again.',
        'If so many are to wait, have the limit raised: `limits` in the configuration.',
      ],
    },
  },
});

export const notices: Speak<NoticeWords> = (style) => ({
  fleetMoved: {
    logins: 'log-ins',
    percent: (percent) => `${percent < 0 ? '−' : '+'}${style.number(Math.abs(percent))} %`,
    more: (percent, accounts, day) => `${percent} at the median of ${style.number(accounts)} accounts, since ${day}`,
    fell: {
      subject: (what, percent) => `Operator · ${what} down ${percent} % across all customers`,
      title: (what) => `Find out why ${what} fell everywhere at once`,
      why: 'When all accounts fall together, it is hardly every customer’s own doing: data gets lost on its way, the product was down, or it is the season. What they share is taken out before an account is judged, so that nobody gets a task for it; whoever fell further is still told of.',
      toDo: [
        'Does the product still send all of it? A release may have dropped or renamed an event.',
        'Was the product down, or are these days off that the calendar doesn’t know? Add days off to `holidays` in the configuration.',
        'If what went missing can be sent again, have it sent: those days are counted anew.',
      ],
    },
    rose: {
      subject: (what, percent) => `Operator · ${what} up ${percent} % across all customers`,
      title: (what) => `Find out why ${what} rose everywhere at once`,
      why: 'When all accounts rise together, it is hardly every customer’s own growth: an event may come twice, or a release sends more of it. What they share is taken out before an account is judged, so that nobody is offered more for it; whoever grew further is still told of.',
      toDo: [
        'Does the product send each event once, with an id of its own?',
        'Did a release begin to send what was not sent before, under the same name?',
        'If it is the season, there is nothing to do: in some weeks it is the usual level.',
      ],
    },
    footer: 'You get this once, and again only if it is over and comes back.',
  },
  senderPaused: {
    subject: (name) => `Mail paused · nothing goes out from ${name} for now`,
    title: (name) => `Find out why mail from ${name} comes back`,
    cameBack: (count, of) => `${count} of ${of} mails in 30 days came back for good`,
    unwanted: (count, of) => `${count} of ${of} mails in 30 days were marked as unwanted`,
    address: 'Sender',
    why: 'Mail services judge a sender by what comes back and by what its readers mark as unwanted; past a limit they deliver nothing of it any more. Before that happens, this sender pauses: what is owed in their name is held, and nothing is lost.',
    toDo: [
      'Whom did they write to? Whoever runs Sakimawari at your company has the list of what came back and what was marked as unwanted.',
      'Are the addresses of the contacts old or guessed? Have the right ones imported.',
      'Then ask them to let this sender go on. What was held goes out.',
    ],
    footer: 'You get this once per pause.',
  },
  sendingWorse: {
    subject: (count) =>
      `Operator · sending mail: ${count === 1 ? 'one thing is' : `${count} things are`} worse than last night`,
    title: 'Mend what mail needs before the next mails are due',
    why: 'What is not mended holds mails back, or has them land among the unwanted. Nothing is lost: what is held goes out once it is mended and released.',
    checks: {
      'sender-identities': { name: 'Senders that SES knows as yours' },
      'sender-dkim': { name: 'Signatures (DKIM)' },
      'sender-mail-from': { name: 'Bounce domains (MAIL FROM)' },
      'sending-account': { name: 'Your account with SES' },
      'sending-quota': { name: 'Sending quota' },
    },
    footer:
      'You get this when something gets worse, not every night. npx sakimawari doctor shows how things stand now.',
  },
});
