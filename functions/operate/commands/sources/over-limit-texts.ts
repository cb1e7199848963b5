import type { LimitedKind } from '../../../../domain/sources/usage-limits.ts';

/** What a source brought too much of, what became of it, and what to do. */
export const overLimitTexts: Record<LimitedKind, { what: string; mend: string }> = {
  names: {
    what: 'more event names than have a place, those that the playbook does not use are counted together',
    mend: 'Have ids and dates sent as the subject, not in the name of the event; or raise limits.newNamesPerSourceAndDay. A name that is needed goes into the playbook, then: sakimawari rebuild.',
  },
  users: {
    what: 'more new users than are told apart, the rest is counted together; what calls told of them is in quarantine',
    mend: 'Have the sender use one lasting id for each person. If all of them are people: import them (sakimawari import contacts FILE) or raise limits.newUsersPerSourceAndDay, then: sakimawari rebuild, and sakimawari quarantine retry --reason too-many-new.',
  },
  accounts: {
    what: 'more accounts that nobody imported than are counted, of the rest nothing is; what calls told of them is in quarantine',
    mend: 'Have the sender use one lasting id for each account. If all of them are customers: import them (sakimawari import accounts FILE) or raise limits.newAccountsPerSourceAndDay, then: sakimawari rebuild, and sakimawari quarantine retry --reason too-many-new.',
  },
  quarantine: {
    what: 'more events that can not be used than are put aside, the rest is only counted',
    mend: 'Have the sender mended (sakimawari quarantine list), and what was missed sent again.',
  },
  waiting: {
    what: 'more events of users without a known account than can wait, the rest is only counted',
    mend: 'Have the sender name the account (groupId, or a group call), or import whom they belong to: sakimawari import contacts FILE. Or raise limits.waitingPerSourceAndDay. What was missed has to be sent again.',
  },
};
