import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import type { AccountActWords, AccountWords, CustomerPagesWords } from './sections.ts';

const plural = ({ number }: Style, count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** Typographic minus, so that it is as wide as the plus and never breaks from its number. */
const signed = ({ number }: Style, value: number) =>
  value === 0 ? '0' : `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

const percent = ({ number }: Style, share: number) => `${number(share * 100, 0)} %`;

/** In whole percent, with its sign. */
const change = (style: Style, inPercent: number) =>
  `${inPercent < 0 ? '−' : '+'}${percent(style, Math.abs(inPercent) / 100)}`;

const inDays = (style: Style, days: number) =>
  days === 0 ? 'today' : days < 0 ? `${plural(style, -days, 'day')} ago` : `in ${plural(style, days, 'day')}`;

const loggedKinds = {
  call: 'Call',
  meeting: 'Meeting',
  mail: 'Mail',
  visit: 'Visit',
  chat: 'Chat',
  note: 'Note',
};

export const account: Speak<AccountWords> = (style) => ({
  unknown: {
    heading: 'There is no such account',
    lead: 'Nobody has imported an account with this id, or it was removed. Look for it by its name in the list of accounts.',
  },
  unreadable: {
    heading: 'This account can’t be shown',
    lead: 'Something stored for it can’t be read. The operator is told of it every night; everything else works as usual.',
  },
  merged: (into) => `This account turned out to be the same as ${into}. What is new stands there.`,
  churned: (day) => `No customer any more since ${style.longDay(day)}: nothing is watched, and no task is raised.`,
  about: (csm) => (csm === undefined ? 'Account · nobody looks after it yet' : `Account · ${csm}`),
  lead: {
    tasks: (count, first, due) => `${plural(style, count, 'task')} open. First: ${first}, by ${style.day(due)}.`,
    late: (count, first, due) => `${plural(style, count, 'task')} open. Late: ${first}, due since ${style.day(due)}.`,
    nextAction: (text) => `Next: ${text}`,
    renewal: (day, days) => `Nothing is waiting. Renewal on ${style.day(day)}, ${inDays(style, days)}.`,
    nothing: 'Nothing is waiting here.',
  },
  menu: 'On this page',
  sections: {
    work: 'What is next',
    health: 'Health',
    episodes: 'What stands out',
    usage: 'Usage',
    people: 'People',
    goal: 'Their goal',
    roadmap: 'Roadmap',
    'customer-page': 'Pages of their own',
    contract: 'Contract',
    group: 'Accounts that belong to it',
    mails: 'Mails',
    activities: 'Activities',
    done: 'Tasks done',
    history: 'Who changed what',
  },
  parts: {
    'open-tasks': 'Open tasks',
    'closed-tasks': 'Closed tasks',
    'open-episodes': 'What stands out now',
    'past-episodes': 'What stood out before',
    people: 'People',
    'customer-pages': 'Pages of their own',
    mails: 'Mails',
    activities: 'Activities',
    group: 'Accounts that belong to it',
    ledger: 'What changed',
    changes: 'Who changed what',
  },
  back: (name) => `Back to ${name}`,
  all: (count, isCut) => (isCut ? `See more than ${style.number(count)}` : `See all ${style.number(count)}`),
  figures: {
    health: 'Health',
    stage: 'Stage',
    mrr: 'MRR',
    renewal: 'Renewal',
    csm: 'CSM',
    users: 'Active users, 28 days',
  },
  nobody: 'nobody yet',
  unknownValue: 'not known',
  since: (day) => `since ${style.longDay(day)}`,
  standsOut: (days) => `longer than the usual ${plural(style, days, 'day')}`,
  nextAction: {
    heading: 'Next action',
    none: 'Nothing is agreed on yet.',
    noted: (who, day) => `${who}, ${style.day(day)}`,
  },
  renewal: {
    heading: 'Renewal',
    none: 'No renewal date is known.',
    on: (day, days) => `${style.longDay(day)}, ${inDays(style, days)}`,
    auto: 'renews by itself',
    noAnswer: 'They have not said yet whether they renew.',
    answered: (answer, who, day) => `“${answer}”, ${who === undefined ? '' : `${who}, `}${style.day(day)}`,
  },
  tasks: {
    open: 'Open tasks',
    none: 'No task is open.',
    title: 'Task',
    who: 'Who',
    due: 'By',
    state: 'What became of it',
  },
  health: {
    none: 'There is no score yet: less than half of what makes it up is known. What is missing is listed below.',
    asOf: (day) => `as of ${style.day(day)}`,
    stale: (day) => `Last known on ${style.day(day)}: a source has sent nothing since, so the score stands still.`,
    table: 'What the score is made of',
    parts: {
      indicator: 'Indicator',
      value: 'Value',
      mark: 'Mark of 100',
      weight: 'Weight',
      points: 'Points',
      change: 'In 7 days',
    },
    unknown: 'not known',
    withoutFleet: (shared) => `without the ${change(style, shared)} of all customers`,
    value: (kind, value, windowInDays) => {
      const ofAll = percent(style, value);
      switch (kind) {
        case 'counter-level':
          return `${ofAll} of the usual`;
        case 'active-share':
          return `${ofAll} of licenses`;
        case 'key-person-days':
          return `${style.number(value)} of ${plural(style, windowInDays, 'day')}`;
        case 'must-have-share':
        case 'feature-breadth':
          return `${ofAll} of features`;
        case 'survey-mean':
          return `${style.number(value)} of 10`;
        case 'event-count':
          return `${style.number(value)} in ${plural(style, windowInDays, 'day')}`;
      }
    },
    points: (value) => style.number(value),
    signed: (value) => signed(style, value),
    percent: (share) => percent(style, share),
    change: (points) => `${points} in 7 days`,
    noChange: 'nothing to compare with 7 days ago',
    course: {
      title: 'Health over time',
      last: (score) => `today ${score}`,
      desc: 'The score from 0 to 100, with the bounds of the grades.',
      day: 'Day',
      score: 'Score',
    },
    grades: { healthy: 'healthy from', watch: 'watch from' },
    products: 'By product',
  },
  episodes: {
    open: 'Now',
    none: 'Nothing stands out.',
    past: 'Before',
    signal: 'Signal',
    what: 'What was seen',
    since: (day) => `since ${style.day(day)}`,
    when: 'When',
    from: (opened, closed) =>
      closed === null ? `from ${style.longDay(opened)}` : `${style.longDay(opened)} to ${style.longDay(closed)}`,
    closed: {
      recovered: 'recovered',
      'new-level': 'became the new level',
      retired: 'the playbook changed',
      churned: 'no customer any more',
    },
    ended: 'How it ended',
    heldOut: 'Held out, to learn whether the play works: there is nothing to do.',
    wasHeldOut: 'Was held out, to learn whether the play works.',
  },
  usage: {
    none: 'No event has come from this account yet. Check that it is connected, and that its users are linked to it.',
    since: (day) => `first event on ${style.longDay(day)}`,
    counters: 'How often, in the last 28 days against their own usual',
    event: 'What they do',
    logins: 'Log-ins',
    last28: 'Last 28 days',
    usual: 'Usual',
    inDays: (days) => `in ${plural(style, days, 'day')}`,
    fleet: ({ percent: shared, beyond, accounts }) =>
      `all customers ${change(style, shared)} (median of ${style.number(accounts)}), beyond that ${change(style, beyond)}`,
    byBusinessDays: (names, days, windowInDays) =>
      `${style.list(names)}: usual in as many working days as the last ${style.number(windowInDays)} days had (${style.number(days)}); the line shows how many per working day.`,
    course: 'How it went',
    tooEarly: 'too early to say',
    features: 'Features, last 28 days',
    feature: 'Feature',
    users: 'People',
    days: 'Days',
    never: 'never used',
    mustHave: 'onboarding has to reach it',
    more: (count) => `and ${style.number(count)} more that the playbook counts`,
  },
  people: {
    none: 'Nobody is known here yet. Import the account’s contacts.',
    name: 'Name',
    role: 'Role',
    lastSeen: 'Last seen',
    nps: 'Would recommend us',
    mail: 'Mail',
    key: 'key person',
    isAbout: 'something is open',
    neverSeen: 'never',
    score: (score, day) => `${style.number(score)} of 10, ${style.day(day)}`,
    fine: 'reaches them',
    noAddress: 'no address',
    dead: 'comes back: ask for another address',
    optedOut: (kinds) => `wants no ${kinds.join(', ')}`,
    kinds: { guidance: 'guidance', offers: 'offers', surveys: 'surveys' },
  },
  goal: {
    none: 'No goal is agreed on. Ask what success is for them, and import it with the account.',
    value: 'Today',
    target: 'Target',
    start: 'At the start',
    by: 'By',
    share: 'Of the way',
    expected: 'On the straight way',
    daysLeft: (days) =>
      days < 0 ? `${plural(style, -days, 'day')} over` : days === 0 ? 'today' : `${plural(style, days, 'day')} left`,
    noValue: 'no value has come yet',
    incomplete: 'What it is measured by, its start, target or date is missing, so how far it is can’t be told.',
  },
  roadmap: {
    none: 'Nobody has said which stage the account is in.',
    goal: 'Goal of the stage',
    reached: 'reached',
    notReached: 'not reached yet',
    byPerson: 'a person says when it is reached',
    requirement(requirement) {
      if ('tasksDone' in requirement) return 'Tasks of the stage done';
      if ('accountHas' in requirement) return 'Goal written down';
      if ('firstLoginShareAtLeast' in requirement) return 'Invited people who have logged in';
      if ('mustHaveFeatures' in requirement)
        return `Features used on ${plural(style, requirement.usedOnDays, 'day')} each`;
      return `Days in a row with a health of ${style.number(requirement.healthAtLeast)} or more`;
    },
    far: (value, limit, isShare) => {
      const of = (amount: number) => (isShare ? percent(style, amount) : style.number(amount));
      return `${value === null ? 'not known' : of(value)} of ${of(limit)}`;
    },
    groups: { joint: 'Together', customer: 'Theirs', own: 'Ours' },
    status: {
      open: 'open',
      done: 'done',
      answered: 'answered',
      recovered: 'no longer needed',
      retired: 'no longer asked for',
      churned: 'no customer any more',
      'to-come': 'to come',
      'not-raised': 'not asked for',
    },
    positive: 'What to build on',
    challenge: 'What to watch',
    open: 'stands out now',
    quiet: (labels) => `Quiet: ${labels.join(', ')}`,
  },
  contract: {
    plan: 'Plan',
    licenses: 'Licenses',
    start: 'Customer since',
    autoRenews: 'Renews by itself',
    yes: 'yes',
    no: 'no',
    segment: 'Segment',
    country: 'Country',
    holds: 'Has already',
    parent: 'Belongs to',
    products: 'Products',
    product: 'Product',
    reason: 'Why they leave',
    ledger: 'What changed, and since when it is known',
    noLedger: 'No change is on record yet.',
    fact: 'What',
    value: 'Became',
    from: 'From',
    known: 'Known since',
    facts: {
      status: 'Customer',
      mrr: 'MRR',
      plan: 'Plan',
      licenses: 'Licenses',
      recordLimit: 'Record limit',
      stage: 'Stage',
      csm: 'CSM',
      segment: 'Segment',
      renewalDate: 'Renewal date',
      holds: 'Has already',
      churnReason: 'Why they leave',
      parent: 'Belongs to',
      mergedInto: 'Same as',
      goalName: 'Goal',
      goalMeasure: 'Goal measured by',
      goalStart: 'Goal: value at the start',
      goalTarget: 'Goal: value to reach',
      goalDate: 'Goal: by',
      goalSince: 'Goal since',
    },
    ofProduct: (fact, product) => `${fact} · ${product}`,
    status: {
      active: 'active',
      reactivated: 'active again',
      paused: 'paused',
      free: 'free',
      churned: 'no customer any more',
    },
    corrected: { corrected: 'corrected since', withdrawn: 'nothing changed then after all' },
  },
  group: {
    none: 'No account belongs to it.',
    count: (accounts) => plural(style, accounts, 'account'),
    withOwn: (amounts) => `with this account ${style.list(amounts)}`,
    asOf: (moment) => `Which they are, and what they pay together, is as of ${moment}; what a row says is as of now.`,
    inList: 'See them in the list of accounts',
  },
  mails: {
    none: 'No mail about this account yet.',
    subject: 'Mail',
    to: 'To',
    day: 'When',
    state: 'What became of it',
  },
  activities: {
    none: 'Nobody has noted anything here yet.',
    what: 'What',
    by: 'Who',
    customer: 'the customer',
    minutes: 'Minutes',
    kinds: loggedKinds,
    task: 'Task done',
    moved: 'Task moved',
    stage: (stage) => `Stage set to ${stage}`,
  },
  done: { none: 'No task has been closed yet.' },
  history: {
    none: 'Nobody has changed anything yet since this is kept.',
  },
});

export const accountActs: Speak<AccountActWords> = (style) => ({
  log: {
    heading: 'Note what was done',
    what: 'It was a',
    note: 'Note',
    minutes: 'Minutes',
    kinds: loggedKinds,
    told: (name) => `Noted: ${name}`,
    refused: {
      'no-kind': 'Choose what it was.',
      'no-activity': 'Choose the kind of activity from the list.',
      'empty-note': 'Write the note.',
      'bad-minutes': 'Write whole minutes, 1 to 1,440, or leave it empty.',
      'bad-replies': 'Write the number of replies as a whole number, 0 to 1,000, or leave it empty.',
      'bad-day': 'Choose today or a day within the last 400 days.',
      'too-long': 'The note is too long: 2,000 characters at most.',
    },
  },
  stage: {
    open: 'Change the stage',
    heading: 'Change the stage',
    to: 'Stage',
    pick: 'Choose one',
    reason: 'Why',
    button: 'Change',
    told: (name) => `Stage changed: ${name}. Its tasks come in a minute.`,
    toldLater: (name, current) => `Noted: ${name}, once its stage “${current}” is over.`,
    changed: (stands) =>
      stands === null
        ? 'The account has no stage any more.'
        : `The account has come to the stage “${stands}” in the meantime.`,
    refused: {
      'no-stage': 'Choose the stage.',
      'no-reason': 'Write why: whoever looks at the account later wants to know.',
      'too-long': 'The reason is too long: 2,000 characters at most.',
      'there-already': 'The account is in this stage already.',
      'no-renewal':
        'An account comes into renewal by itself, some months before its renewal date. Check the date that is on record.',
    },
  },
  agree: 'Set the next action',
  action: 'next action',
  agreed: (name) => `Saved: ${name}`,
  noted: (who, day) => `${who === undefined ? '' : `${who}, `}${style.day(day)}`,
  notYet: 'Nothing is saved yet.',
  leave: 'Back to the account',
});

export const customerPages: Speak<CustomerPagesWords> = (style) => ({
  lead: 'Customers see on a page of their own what is theirs to do next, how far they are, their goal and who looks after them. Health, signals, notes and money are not on it.',
  none: 'Nobody has one yet.',
  who: 'Whom to invite',
  pick: 'Choose somebody',
  byMail: 'Invite by mail',
  byLink: 'Make a link',
  invited: (day, who) => `invited on ${style.day(day)}${who === undefined ? '' : ` by ${who}`}`,
  mailed: (day) => `link in a mail of ${style.day(day)}`,
  notInvited: 'not invited by hand',
  opened: (day) => `last opened ${style.day(day)}`,
  notOpened: 'not opened yet',
  until: (day) => `works until ${style.day(day)}`,
  noLink: 'no link works',
  manage: 'Show or revoke the link',
  copy: 'Link to hand on',
  revoke: 'Revoke the link',
  comments: 'Messages from their pages',
  told: {
    mailed: (name) => `The invitation goes to ${name}.`,
    given: (name) => `There is a link for ${name}. Copy it from the list.`,
    revoked: (name) => `No link that ${name} was given works any more.`,
  },
  heading: 'Invite to a page of their own',
  goal: {
    heading: 'Propose a goal to the customer',
    name: 'The goal, in their words',
    measure: 'Measured by',
    noMeasure: 'nothing yet',
    start: 'Value at the start',
    target: 'Value to reach',
    date: 'By',
    button: 'Propose it on their page',
    waits: (name, day) => `Proposed on ${style.day(day)}, not agreed on yet: “${name}”`,
    agreed: (name, who, day) => `“${name}”: ${who} agreed on ${style.day(day)}`,
    told: (name) => `Proposed on their page: “${name}”`,
    refused: {
      'no-name': 'Write the goal in up to 200 characters.',
      'no-number': 'The values at the start and to reach are numbers.',
      'no-day': 'The date has to lie after today.',
    },
  },
  refused: {
    nobody: 'Choose whom to invite.',
    'no-address': 'There is no address on record of this person. Make a link and hand it on.',
    'opted-out': 'This person does not want mails of this kind. Make a link and hand it on.',
    'mail-off': 'Mails to customers can’t be sent from here. Make a link and hand it on.',
    'no-template': 'The playbook has no invitation (page-invitation). Make a link and hand it on.',
    'no-csm': 'Nobody looks after this account, so there is nobody in whose name to invite.',
    churned: 'The contract of this account is over, so its people see no page.',
    'mailed-today': 'This person has been sent an invitation today.',
  },
});
