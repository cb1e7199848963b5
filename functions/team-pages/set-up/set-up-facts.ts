import type { Csm } from '../../../domain/account/account.ts';
import type { Coverage } from '../../../domain/data-map/coverage.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Day } from '../../../domain/time/day.ts';

export interface SourceState {
  name: string;
  /** `silent`: it has sent before, and longer ago than it usually pauses. */
  state: 'fresh' | 'silent' | 'never' | 'disabled';
  /** In milliseconds; `null`: none came in the last weeks. */
  lastEventAt: number | null;
}

/** What has to be in order before the product can do its work. */
export interface SetUpFacts {
  playbook: Playbook | undefined;
  /** Undefined where no night has counted yet. */
  coverage: Coverage | undefined;
  /** The last day of each event that came. */
  lastDays: ReadonlyMap<string, Day>;
  sources: SourceState[];
  /** What the last night found wrong with sending mail, as `check: what`. */
  mailProblems: string[];
  pausedSenders: string[];
  members: Csm[];
  hasProvider: boolean;
  today: Day;
  timeZone: string;
}
