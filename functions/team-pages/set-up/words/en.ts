import type { Speak } from '../../../../domain/locale/words.ts';
import type { PeopleWords, SetUpWords } from './sections.ts';

export const setUp: Speak<SetUpWords> = ({ day }) => ({
  heading: 'Set-up',
  lead: (gaps) => (gaps === 1 ? 'One thing needs a hand.' : `${gaps} things need a hand.`),
  allWell: { heading: 'Everything is set up', lead: 'Whatever needs a hand appears here.' },
  gaps: {
    heading: 'What needs a hand',
    noPlaybook: {
      what: 'No playbook runs yet.',
      next: 'Signals and tasks begin once an administrator has pushed one.',
    },
    noSource: {
      what: 'Nothing sends data yet.',
      next: 'An administrator adds a source, and an engineer has the product send what users do.',
    },
    neverSent: (source) => ({
      what: `Nothing has come from the source ${source} yet.`,
      next: 'Ask an engineer to look at how it sends, and with which key.',
    }),
    silent: (source, since) => ({
      what: `Nothing has come from the source ${source} since ${since}.`,
      next: 'Ask an engineer whether it still sends. Until it does, no drop in usage is told.',
    }),
    longSilent: (source) => ({
      what: `Nothing has come from the source ${source} for more than a month.`,
      next: 'If it is not used any more, an administrator switches it off. If it is, ask an engineer whether it still sends.',
    }),
    mail: {
      'sender-identities': (domain) => ({
        what: `The domain ${domain}, in whose name mails go out, is not proven to be yours.`,
        next: 'An administrator enters its records into the DNS. Until then mails from it are held.',
      }),
      'sender-dkim': (domain) => ({
        what: `Mails from ${domain} are not signed (DKIM).`,
        next: 'An administrator enters the DKIM records into the DNS. Without them many mails land among the unwanted.',
      }),
      'sender-mail-from': (domain) => ({
        what: `The domain ${domain}, to which mails come back, is not found.`,
        next: 'An administrator enters its MX and SPF records into the DNS.',
      }),
      'sending-account': () => ({
        what: 'Something is wrong with sending mail.',
        next: 'Ask an administrator to look at the mail service.',
      }),
      'sending-quota': () => ({
        what: "The mail service's daily limit may not be enough.",
        next: 'An administrator asks the mail service for a higher one.',
      }),
    },
    paused: {
      what: 'Sending is paused: every mail is held.',
      next: 'An administrator answers what the mail service wrote. Once it sends again, held mails can be sent.',
    },
    sandbox: {
      what: 'The mail service is on trial, and writes to verified addresses only.',
      next: 'An administrator asks for production access.',
    },
    senderPaused: (sender) => ({
      what: `Nothing goes out in the name of ${sender}: too much came back or was unwanted.`,
      next: 'Find out whom they wrote to and why; an administrator resumes them after that.',
    }),
    noManager: {
      what: 'Nobody is a manager.',
      next: 'Late tasks have nobody to go to. Add somebody with that role.',
    },
    noAdmin: {
      what: 'Nobody is an administrator.',
      next: 'Without one, nobody can add people here. Give somebody that role with the next import of the team.',
    },
    leaver: (name) => ({
      what: `${name} has left, and nobody goes on for them.`,
      next: 'Name a successor, who gets their tasks and mails.',
    }),
    away: (name) => ({
      what: `${name} is away, and nobody stands in for them.`,
      next: 'Name a stand-in, who gets their tasks meanwhile.',
    }),
    withoutCsm: (accounts, all) => ({
      what: `${accounts} of ${all} accounts have no CSM.`,
      next: 'Name one in the account data. Until then their tasks go to a manager.',
    }),
    signalsOff: (signals, all) => ({
      what: `${signals} of ${all} signals say nothing, for want of data.`,
      next: 'Take what is missing in the table below to an engineer, or to whoever keeps the account data.',
    }),
    doctor: 'This command says how to mend each:',
  },
  data: {
    heading: 'Signals and their data',
    lead: (accounts) => `Of ${accounts} accounts, as of last night.`,
    notYet: 'Nothing has been counted yet: look again after tonight.',
    columns: { signal: 'Signal', state: 'State', arrives: 'What arrives', missing: 'What is missing' },
    states: { on: '● On', partly: '◐ In part', off: '○ Off' },
    kinds: {
      event: 'event',
      measure: 'number',
      feature: 'feature',
      account: 'account field',
      contact: 'contact field',
      record: 'record',
    },
    accounts: (have, all) => `${have} of ${all} accounts`,
    last: (on) => `last ${day(on)}`,
    nothing: 'Nothing',
  },
  sources: {
    heading: 'Sources of data',
    columns: { name: 'Name', state: 'State', last: 'Last data' },
    states: { fresh: '● Sends', silent: '▼ Has stopped', never: '○ Has sent nothing yet', disabled: '– Switched off' },
    never: 'Never',
    longAgo: 'More than a month ago',
    none: 'There is no source yet.',
  },
  mail: {
    heading: 'Sending mail',
    well: '● Nothing is wrong with senders and their domains.',
    lead: 'As of last night.',
  },
  signIn: {
    heading: 'Ways to sign in',
    byMail: 'By a link that comes by mail',
    byProvider: "By the company's accounts (single sign-on)",
    noProvider: "Signing in by the company's accounts is not set up. Ask an administrator if you want it.",
  },
  people: { heading: 'The team', lead: (present) => `${present} people.`, all: 'Everybody in the team' },
  assistants: {
    heading: 'AI assistants',
    lead: 'Ask the assistant that you work with who needs you today.',
    all: 'Connect an assistant',
  },
  changes: { heading: 'Who changed what', all: 'The latest changes' },
  personalData: {
    heading: 'Personal data',
    lead: 'When somebody asks what is kept of them, or asks for it to be erased.',
    all: 'Export or erase',
  },
});

export const people: Speak<PeopleWords> = ({ day }) => ({
  heading: 'The team',
  add: 'Add somebody',
  lead: (present) => `${present} people.`,
  columns: { name: 'Name', role: 'Role', language: 'Language', manager: 'Manager', state: 'State' },
  roles: { viewer: 'Looks only', admin: 'Administrator' },
  languages: { ja: 'Japanese', en: 'English' },
  states: {
    here: 'Here',
    away: (until) => (until === undefined ? 'Away' : `Away until ${day(until)}`),
    awayFrom: (from) => `Away from ${day(from)}`,
    leaves: (lastDay) => `Leaves, last day ${day(lastDay)}`,
    left: (lastDay) => `Left, last day ${day(lastDay)}`,
  },
  instead: (name) => `${name} goes on`,
  back: 'Set-up',
  none: { heading: 'Nobody is in the team yet', lead: 'Whoever an administrator adds appears here.' },
});
