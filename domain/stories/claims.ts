import { isCoolingDown } from '../episodes/episodes.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { ReplayedDay } from '../replay/replay.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { aboutText, type Claim, type Expecting, isAbout, isNear, named, numbers, personOf } from './claim.ts';
import type { Expectation } from './story.ts';
import { lateClaim, mailClaim, quietClaim, taskClaim } from './work-claims.ts';

export function claimOf(expectation: Expectation, playbook: Playbook): Claim {
  if ('signal' in expectation) return readingClaim(expectation, playbook);
  if ('opens' in expectation) return openingClaim(expectation);
  if ('closes' in expectation) return closingClaim(expectation);
  if ('task' in expectation) return taskClaim(expectation, playbook);
  if ('mail' in expectation) return mailClaim(expectation, playbook);
  if ('reminded' in expectation) return lateClaim('reminder', expectation.reminded, expectation.member, playbook);
  if ('escalated' in expectation) return lateClaim('escalation', expectation.escalated, expectation.member, playbook);
  if ('stage' in expectation) return stageClaim(expectation);
  if ('health' in expectation) return healthClaim(expectation);
  return quietClaim(expectation);
}

/** The signal's episodes that still matter on the day; one may be remembered longer, for its tasks. */
export function liveEpisodes(signal: string, { day, evaluation }: ReplayedDay, { signals }: Playbook): LiveEpisode[] {
  const rule = signals[signal];
  return evaluation.next.episodes.filter(
    (episode) =>
      episode.signal === signal &&
      rule !== undefined &&
      (episode.recoveredOn === undefined || isCoolingDown(episode, rule, day)),
  );
}

export function stateText({ openedOn, recoveredOn }: LiveEpisode): string {
  return recoveredOn === undefined ? `open since ${openedOn}` : `in cooldown since ${recoveredOn}`;
}

const stateNames = { open: 'open', cooldown: 'in cooldown', closed: 'closed' };

function readingClaim(
  { signal, about, state, verdict, reason, evidence = {} }: Expecting<'signal'>,
  playbook: Playbook,
): Claim {
  const episodesOf = (day: ReplayedDay) =>
    liveEpisodes(signal, day, playbook).filter(({ subject, person }) =>
      isAbout(about, { subject, person: person ?? personOf(day.evaluation, signal, subject) }),
    );
  const readingsOf = ({ evaluation }: ReplayedDay) =>
    evaluation.signals.filter((reading) => reading.signal === signal && isAbout(about, reading));

  function isInState(day: ReplayedDay): boolean {
    const episodes = episodesOf(day);
    if (state === undefined) return true;
    if (state === 'closed') return episodes.length === 0;
    return episodes.some(({ recoveredOn }) => (recoveredOn === undefined) === (state === 'open'));
  }

  function isRead(day: ReplayedDay): boolean {
    if (verdict === undefined && reason === undefined && Object.keys(evidence).length === 0) return true;
    return readingsOf(day).some(
      (reading) =>
        (verdict === undefined || reading.verdict === verdict) &&
        (reason === undefined || reading.reason === reason) &&
        Object.entries(evidence).every(([name, written]) =>
          isNear(reading.evidence[name as keyof typeof evidence], written as number),
        ),
    );
  }

  const parts = [
    state && `is ${stateNames[state]}`,
    verdict && `says ${verdict}`,
    reason && `says ${reason}`,
    Object.keys(evidence).length > 0 && `has ${numbers(evidence)}`,
  ];
  return {
    expected: `${signal}${aboutText(about)} ${parts.filter(Boolean).join(', ')}`,
    holds: (day) => isInState(day) && isRead(day),
    instead(day) {
      const episodes = episodesOf(day);
      const readings = readingsOf(day);
      const subjects = new Set([...readings, ...episodes].map(({ subject }) => subject));
      if (subjects.size === 0) return [`${signal}${aboutText(about)} is closed, and nothing is said of it`];
      return [...subjects].map((subject) => {
        const episode = episodes.find((one) => one.subject === subject);
        const reading = readings.find((one) => one.subject === subject);
        const name = named({ signal, subject, person: reading?.person ?? episode?.person });
        const found = episode ? stateText(episode) : 'closed';
        return `${name} is ${found}${reading ? ` and says ${reading.verdict}` : ''}`;
      });
    },
    signals: () => [signal],
    templates: [],
    isThere: (day) => isInState(day) && isRead(day),
  };
}

function openingClaim({ opens, about, arm }: Expecting<'opens'>): Claim {
  const openings = ({ evaluation }: ReplayedDay) =>
    evaluation.transitions.filter(
      ({ kind, episode }) => kind === 'opened' && episode.signal === opens && isAbout(about, episode),
    );
  const armsOf = ({ opened }: ReplayedDay) =>
    opened.flatMap((one) => (one.signal === opens ? (one.arm?.name ?? []) : []));
  return {
    expected: `${opens}${aboutText(about)} opens${arm === undefined ? '' : ` by ${arm}`}`,
    holds: (day) => openings(day).length > 0 && (arm === undefined || armsOf(day).includes(arm)),
    instead: (day) => [...transitionsOf(day), ...armsOf(day).map((found) => `${opens} goes by ${found}`)],
    signals: () => [opens],
    templates: [],
    isThere: (day) => openings(day).length > 0,
  };
}

function closingClaim({ closes, about, as }: Expecting<'closes'>): Claim {
  const closings = ({ evaluation }: ReplayedDay) =>
    evaluation.transitions.filter(
      ({ kind, episode }) => kind === 'closed' && episode.signal === closes && isAbout(about, episode),
    );
  return {
    expected: `${closes}${aboutText(about)} closes${as === undefined ? '' : ` as ${as}`}`,
    holds: (day) => closings(day).some(({ reason }) => as === undefined || reason === as),
    instead: transitionsOf,
    signals: () => [closes],
    templates: [],
    isThere: (day) => closings(day).length > 0,
  };
}

function transitionsOf({ evaluation }: ReplayedDay): string[] {
  const changes = evaluation.transitions.map(({ kind, episode, reason }) =>
    kind === 'opened' ? `${named(episode)} opens` : `${named(episode)} closes as ${reason}`,
  );
  return changes.length === 0 ? ['nothing opens or closes'] : changes;
}

function stageClaim({ stage }: Expecting<'stage'>): Claim {
  const isThere = ({ evaluation }: ReplayedDay) => evaluation.stage?.stage === stage;
  return {
    expected: `the account is in the stage ${stage}`,
    holds: isThere,
    instead: ({ evaluation: { stage: now } }) =>
      now === null ? ['nobody said in which stage it is'] : [`it is in ${now.stage} since ${now.since}`],
    signals: () => [],
    templates: [],
    isThere,
  };
}

function healthClaim({ health: { grade, score, stale } }: Expecting<'health'>): Claim {
  function isThere({ evaluation: { health } }: ReplayedDay): boolean {
    if (health === null) return grade === 'unknown';
    return (
      (grade === undefined || health.grade === grade) &&
      (score === undefined || isNear(health.score / 10, score)) &&
      (stale === undefined || health.stale === stale)
    );
  }
  const parts = [grade && `is ${grade}`, score !== undefined && `is ${score}`, stale !== undefined && staleText(stale)];
  return {
    expected: `the health score ${parts.filter(Boolean).join(', ')}`,
    holds: isThere,
    instead({ evaluation: { health } }) {
      if (health === null) return ['it is unknown: too little is known of the account'];
      const points = health.parts.map((part) => `${part.indicator} ${part.points / 10}`);
      return [`it is ${health.score / 10}, ${health.grade}, ${staleText(health.stale)}: ${points.join(' + ')}`];
    },
    signals: () => [],
    templates: [],
    isThere,
  };
}

const staleText = (isStale: boolean) => (isStale ? 'stale' : 'fresh');
