import pMap from 'p-map';
import { workOfTouch } from '../../../domain/activities/touch-work.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import { stageOn } from '../../../domain/ledger/facts-as-of.ts';
import type { ActivityKind } from '../../../domain/playbook/activity-kinds.ts';
import { type ActivityLogging, putOnRecord } from '../log-activity.ts';
import type { MeetingToLog } from './meetings-to-log.ts';

const ACCOUNTS_IN_FLIGHT = 8;

/** By whom the meetings were held, and what kind of activity they were. */
interface HeldBy {
  person: string;
  activity?: { name: string; kind: ActivityKind } | undefined;
  /** Told of each as soon as it is on record; not of what was there before. */
  onLogged(meeting: MeetingToLog): void;
}

/** Puts meetings out of a calendar on record, each once however often it is imported; their accounts are evaluated at once. */
export async function logMeetings(
  logging: ActivityLogging,
  meetings: readonly MeetingToLog[],
  { person, activity, onLogged }: HeldBy,
): Promise<void> {
  const ofAccounts = [...groupedBy(meetings, ({ account }) => account)];
  const work = workOfTouch({ activity });
  await pMap(
    ofAccounts,
    async ([account, own]) => {
      const ledger = activity?.kind.stage === undefined ? await logging.ledger.read(account) : [];
      for (const meeting of own) {
        const { id, day, minutes } = meeting;
        const stage = activity?.kind.stage ?? stageOn(ledger, day);
        const held = { id, day, kind: 'meeting', by: person, minutes, ...work } as const;
        if (await putOnRecord(logging, { account, stage, person }, held)) onLogged(meeting);
      }
    },
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  // Also of what stands there already: whoever logged it may have ended before telling.
  await logging.changedAccounts.send(ofAccounts.map(([account]) => account));
}
