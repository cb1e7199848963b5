import type { Account, Contact, Csm } from '../../domain/account/account.ts';

/** What each fact means, as the description of the API says it. */
export const descriptions: {
  accounts: Record<keyof Account, string>;
  contacts: Record<keyof Contact, string>;
  csms: Record<keyof Csm, string>;
} = {
  accounts: {
    id: 'The account of your events.',
    name: 'As it stands in tasks and mails.',
    parent: "The id of the account that it belongs to: a group's head office, say.",
    csm: 'The id of the CSM who looks after it.',
    plan: 'The plan it has.',
    mrr: 'Monthly recurring revenue in `currency`.',
    currency: 'ISO 4217, of `mrr`.',
    licenses: 'How many people may use the product.',
    recordLimit: 'How many records the plan allows.',
    products:
      'Where what it pays is told apart by product: what it has of each, in the place of that of the whole. Of two with one name the later one stands.',
    stage: 'Where it is on its way; naming another one moves it.',
    contractStart: 'First day of the contract.',
    renewalDate: 'The day on which the contract ends or renews.',
    autoRenews: 'Whether it renews by itself.',
    country: 'ISO 3166-1: whose holidays count. A name that is in use for it is taken too.',
    language: 'Of customer mails, where a contact has none.',
    timeZone: 'IANA name.',
    segment: 'What roles are held for.',
    holds: 'Products and options it has already: what it holds is never offered to it.',
    goalName: 'What it wants to reach with the product.',
    goalMeasure: 'The event whose value says how far it is.',
    goalStart: 'Where the measure stood at the beginning.',
    goalTarget: 'Where the measure is to be on `goalDate`.',
    goalDate: 'By when.',
    goalSince: 'Since when the goal is worked towards; without it, since `contractStart`.',
    churnedOn: 'From this day on it is no customer any more.',
    churnReason: 'Why it leaves, or has left: one of `reasons.churn` of the playbook.',
    churnNote: 'The same in words.',
  },
  contacts: {
    id: 'The user of your events; unique within its account.',
    account: 'The id of the account.',
    name: 'As mails greet them.',
    email: 'Where mails go.',
    role: 'What they are at the customer.',
    keyPerson: 'Whether the account depends on them.',
    invitedAt: 'The day they were invited into the product.',
    language: 'Of mails to them.',
  },
  csms: {
    id: 'What accounts name them by.',
    name: 'As it stands in tasks, and as the sender of customer mails.',
    email: 'Where their tasks go, and the sender of customer mails.',
    role: 'Which tasks of the playbook are theirs.',
    language: 'Of their task mails.',
    country: 'ISO 3166-1: whose holidays count for due dates. A name that is in use for it is taken too.',
    timeZone: 'IANA name.',
    manager: 'The id of who is told of late tasks.',
    segments: 'The segments of accounts they hold their role for; all unless said.',
    standIn: 'The id of who gets their tasks while they are away.',
    awayFrom: 'First day away.',
    awayUntil: 'Last day away.',
    joinedOn:
      'Since when they do this work: newcomers are told from veterans by it, and by their first work on record without it.',
    leftOn: 'The first day on which they are no longer with us: nothing is sent in their name from then on.',
    successor: 'The id of who has their accounts from that day on.',
    workingDays: 'Monday to Friday unless said.',
    tasksPerWeek: "How many tasks they do in a whole week: the team's page of tasks names who has more.",
    taskMails:
      'Which task mails come at once: `each` unless said, only `urgent` ones, or only what a customer said (`digest`).',
    chat: 'The place in the chat, by its name in the configuration, where they are told of their new tasks beside the mail.',
    digestHour: 'The hour of their own clock at which the daily digest comes; 8 unless said.',
    customerMail:
      'The most that happens by itself with customer mail in their name: `draft` gives them a draft, `approve` asks them first, `send` sends.',
  },
};
