import { stages } from '../../domain/account/account.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { addDays } from '../../domain/time/day.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { encodeBoard } from '../../functions/store/board/board-items.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { clock, csm, playbook } from './sample-account.ts';

const PEOPLE = 20;

/** A team, so many accounts on their boards, and so many open tasks spread over both. */
export function rowsOfTeam(accounts: number, tasks: number) {
  const today = clock.dayOf(Date.now());
  const idOf = (n: number) => `account-${n % accounts}`;
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    ...csm,
    id: n === 0 ? csm.id : `p${n}`,
    tasksPerWeek: 30,
  }));
  const signals = Object.keys(playbook.signals);
  const known = Array.from({ length: accounts }, (_, n) => ({ id: idOf(n), name: `Account ${n}`, csm: csm.id }));
  const entries = known.map(({ id, name }, n) => ({
    ...{ account: id, name, csm: csm.id, stage: stages[n % stages.length] as (typeof stages)[number] },
    ...{ score: 600, change: -20, openTasks: 5 },
  }));
  return [
    ...people.slice(1).map(encodeCsm),
    ...known.map(encodeAccount),
    ...[...groupedBy(entries, ({ account }) => accountBucket(account))].map(([bucket, some]) =>
      encodeBoard(bucket, { asOf: Date.now(), entries: some }, 1),
    ),
    ...Array.from({ length: tasks }, (_, n) => {
      const [account, signal] = [idOf(n), signals[n % signals.length] as string];
      const openedOn = addDays(today, -(n % 90));
      const episode = `${account}/${signal}/-/${openedOn}`;
      const assignee = people[n % PEOPLE]?.id as string;
      const due = addDays(today, (n % 40) - 5);
      return encodeTask(
        sampleTask({ id: `${episode}/t${n}/csm`, account, signal, episode, assignee, due, raisedOn: openedOn }),
      );
    }),
  ];
}
