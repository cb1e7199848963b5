import type { Doing } from '../../domain/audit/audit.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DeadLetters } from '../aws/dead-letters.ts';
import type { DynamoBoard } from '../store/board/board.ts';
import type { DynamoCourseDays } from '../store/ledger/course-days.ts';
import type { DynamoLedger } from '../store/ledger/ledger.ts';
import type { PersonalData } from '../store/personal-data/personal-data.ts';
import type { DynamoLifetime } from '../store/usage/lifetime.ts';

/** What telling somebody what is kept of them works with. */
export interface TellingTools {
  personalData: PersonalData;
  lifetime: Pick<DynamoLifetime, 'read'>;
  ledger: DynamoLedger;
  courseDays: DynamoCourseDays;
  /** Names of all sources, configured or added. */
  readSourceNames(): Promise<string[]>;
  /** What functions could not do, put aside. */
  deadLetters: Pick<DeadLetters, 'queues' | 'look'>;
  clock: LocalClock;
  now: () => number;
}

/** What erasing works with. */
export interface ErasingTools extends TellingTools {
  board: DynamoBoard;
  newId: () => string;
  /** Random letters and digits. */
  newLetters: (count: number) => string;
  /** Who asks for it, and by what way. */
  doing: Doing;
}

export const todayOf = ({ clock, now }: Pick<TellingTools, 'clock' | 'now'>): Day => clock.dayOf(now());
