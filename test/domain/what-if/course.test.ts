import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import type { AccountPast } from '../../../domain/studies/study.ts';
import { addDays } from '../../../domain/time/day.ts';
import { changedPlaybook } from '../../../domain/what-if/changed-playbook.ts';
import { courseReader } from '../../../domain/what-if/course.ts';
import { ACCOUNT, LAST_DAY, type Life, lifeOver } from '../../support/arbitrary-account.ts';
import { studySetting } from '../../support/stored-past.ts';
import { defaultPlaybook, tokyo } from '../../support/story.ts';
import { entry } from '../ledger/ledger-samples.ts';

const FROM = addDays(LAST_DAY, -60);
const setting = studySetting();
const freshness = setting.freshnessBy(defaultPlaybook);

function pastIn(life: Life): AccountPast {
  const { account, contacts, events, activities, answers, deadAddresses } = life;
  const { renewalDate, stage, licenses, holds } = account;
  const facts = { csm: 'aoi', renewalDate, stage, licenses, holds };
  return {
    account,
    contacts,
    ledger: Object.entries(facts).flatMap(([fact, value]) =>
      value === undefined ? [] : [entry(addDays(LAST_DAY, -120), { fact, value } as never)],
    ),
    usageDays: usageDaysOf(
      events.filter((event) => event.account === ACCOUNT),
      tokyo,
    ),
    overtaken: [],
    activities,
    answers,
    deadAddresses,
    optOuts: [],
    scores: {},
    episodes: [],
    releasedMails: [],
  };
}

describe('The course by a changed playbook', () => {
  it.each([
    ['signals.logins-fell.when', { tripsAtOrBelow: 0.75 }],
    ['signals.no-login.when', { tripsAtOrAbove: 40, recoversBelow: 40 }],
    ['signals.renewal-due.when', { monthsBefore: 5 }],
    ['signals.logins-fell', { cooldownInDays: 2 }],
  ])('is the same as if all of it had been gone through anew: %s %o', (entry, values) => {
    const set = Object.entries(values).map(([name, value]) => ({ path: `${entry}.${name}`, value }));
    const changed = changedPlaybook(defaultPlaybook, set);
    if (!('playbook' in changed)) throw new Error(JSON.stringify(changed.problems));
    const rules = (playbook: Playbook) => ({ playbook, freshness });
    const days = { leadUpFrom: addDays(FROM, -60), from: FROM, to: LAST_DAY };
    const coursesOf = courseReader(setting, { before: rules(defaultPlaybook), after: rules(changed.playbook) });
    const wholeOf = courseReader(setting, { before: rules(changed.playbook), after: rules(changed.playbook) });
    const sorted = (all: object[]) => all.map((one) => JSON.stringify(one)).sort();
    fc.assert(
      fc.property(lifeOver(120), (life) => {
        const past = pastIn(life);
        const [shared, whole] = [coursesOf(past, days).after, wholeOf(past, days).before];
        expect(sorted(shared.episodes)).toEqual(sorted(whole.episodes));
        expect(sorted(shared.tasks)).toEqual(sorted(whole.tasks));
        expect([shared.mails, shared.data]).toEqual([whole.mails, whole.data]);
      }),
      { numRuns: 6 },
    );
  });
});
