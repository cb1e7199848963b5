import type { LoggedWork } from '../activities/work-log.ts';
import { type Interval, newcombeInterval } from '../statistics/intervals.ts';
import { LEAST_OUTCOMES, type ToldShare, toldShare } from './told-share.ts';

/** What came of offers: those made before the customer asked, against those made when they did. */
export interface OfferOutcomes {
  proactive: ToldShare;
  reactive: ToldShare;
  /** Of the two shares; `null` where one of them is of too few. */
  difference: number | null;
  interval: Interval | null;
}

/** Of work whose outcome is that a customer agreed or declined; what is still open is neither. */
export function offerOutcomes(work: readonly LoggedWork[]): OfferOutcomes {
  const shareOf = (initiative: LoggedWork['initiative']) => {
    const outcomes = work.filter((one) => one.initiative === initiative && isDecided(one));
    return toldShare(outcomes.filter(({ outcome }) => outcome === 'agreed').length, outcomes.length);
  };
  const [proactive, reactive] = [shareOf('proactive'), shareOf('reactive')];
  const isEnough = proactive.of >= LEAST_OUTCOMES && reactive.of >= LEAST_OUTCOMES;
  return {
    ...{ proactive, reactive },
    difference: isEnough ? proactive.successes / proactive.of - reactive.successes / reactive.of : null,
    interval: newcombeInterval(proactive, reactive),
  };
}

export const isDecided = ({ outcome }: LoggedWork) => outcome === 'agreed' || outcome === 'declined';
