import type { Speak } from '../../../domain/locale/words.ts';
import type { ShellWords, SignInPageWords } from './sections.ts';

export const shell: Speak<ShellWords> = () => ({
  skip: 'Skip to the content',
  menu: {
    label: 'Menu',
    today: 'Today',
    tasks: 'Tasks',
    accounts: 'Accounts',
    mails: 'Mails',
    meeting: 'Meeting',
    activities: 'Activities',
    signals: 'Signals',
    plays: 'Plays',
    kpis: 'KPIs',
    map: 'Improve',
    setUp: 'Set-up',
  },
  keys: {
    heading: 'Keyboard shortcuts',
    does: {
      '/': 'go to the search of the page',
      j: 'go to the next row',
      k: 'go to the row before',
      '?': 'show this list',
    },
    areOn: 'Use these keys',
    close: 'Close',
  },
  signOut: 'Sign out',
  signedInAs: (name) => name,
  undo: 'Undo',
  undone: (name) => `Taken back: ${name}`,
  severalUndone: (count) => `${count} taken back`,
  noneUndone: 'Nothing was taken back',
  notUndone: {
    told: (name, who) => `${name}: ${who} has been told by mail already. Hand it over again instead.`,
    since: (name, what) => `${name}: since then, ${what}`,
    late: (name) => `${name}: it is too late for that`,
    left: (name) => `${name}: it has left already, or somebody has decided on it since`,
    stageSince: (name) => `${name}: its stage was set again since`,
    moveSince: (name) => `${name}: somebody has changed it since`,
    publishedSince: (name) => `${name}: another version was published since`,
  },
  tooLateToUndo: {
    heading: 'That can no longer be taken back here',
    lead: 'Something else was done since, or it is too long ago. Open the task to see how it stands.',
  },
  tryAgain: 'Try again',
  erasedAccount: 'An account that was erased',
  noRight: {
    heading: 'You may not do this',
    lead: 'Nothing was changed. Ask your manager or an administrator where it has to be done.',
  },
  notFound: { heading: 'There is no such page', lead: 'The address was cut off, or what it led to is gone.' },
  staleForm: {
    heading: 'Please try again',
    lead: 'This page was opened while somebody was signed in before. Nothing was changed: open it again.',
  },
  fileAgain: 'The file once more',
  tooLargeFile: {
    heading: 'This file is too large',
    lead: 'Nothing was imported: a file may have up to 4 MB. Export a shorter period, or only one calendar.',
  },
  list: {
    filters: { all: 'All', show: 'Show', clear: 'Clear' },
    pages: { label: 'Pages', first: 'First page', next: 'Next page' },
    csv: 'Save as CSV',
  },
  chart: {
    numbers: 'Numbers',
    from: 'From',
    value: 'Value',
    none: 'None',
    course: ({ first, last, lowest, highest }) => `from ${first} to ${last}, between ${lowest} and ${highest}`,
    sentences: (parts) => parts.join('; '),
  },
});

export const signIn: Speak<SignInPageWords> = () => ({
  ask: {
    heading: 'Sign in',
    lead: 'We send a link to your address at work.',
    address: 'Email address',
    button: 'Send the link',
    byProvider: (provider) => `Sign in with ${provider}`,
    orByMail: 'Or by mail',
  },
  goOn: {
    heading: (provider) => `${provider} knows you`,
    lead: 'One more step, and you are in.',
    button: 'Go on',
  },
  byProvider: {
    'no-address': ({ ask }) =>
      `Your account does not tell us your email address, so that we can't tell who you are. Ask ${ask} to let it, or get a link by mail.`,
    unverified: ({ address, ask }) =>
      `It is not certain that ${address} is yours: your account does not say that the address was verified. Ask ${ask}, or get a link by mail.`,
    unknown: ({ address, ask }) =>
      `Nobody in the team has the address ${address}. If you should be in it, ask ${ask} to add you with this address.`,
    shared: ({ address }) =>
      `Several people have the address ${address}. Get a link by mail: each of you gets one of their own.`,
    down: (provider) => `${provider} does not answer at the moment. Get a link by mail, or try again in a few minutes.`,
    stopped: (provider) => `You did not finish signing in at ${provider}. Begin again, or get a link by mail.`,
    useless: (provider) =>
      `What ${provider} sent us is no longer good: it works once, in the browser you began in, for a short time. Nobody was signed in. Begin again.`,
  },
  badAddress: 'Write the address like name@example.com.',
  asked: {
    heading: 'Look at your mail',
    lead: (minutes) =>
      `If the address belongs to somebody in the team, the link is on its way. It works once, within ${minutes} minutes. If nothing comes, look among unwanted mail, or ask an administrator which address you are known by.`,
  },
  confirm: {
    heading: (name) => `Sign in as ${name}`,
    lead: 'If that is not you, close this page.',
    button: 'Sign in',
  },
  used: { heading: 'This link has been used', lead: 'Each link works once.' },
  expired: { heading: 'This link has run out', lead: 'We gladly send you another one.' },
  again: 'Send another link',
  signedOut: { heading: 'You are signed out', lead: 'See you next time.' },
});
