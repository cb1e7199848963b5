import { type Command, InvalidArgumentError } from 'commander';
import { USUAL_HORIZON_IN_DAYS } from '../../../domain/effects/effects.ts';
import { LANDMARK_IN_DAYS } from '../../../domain/effects/episode-outcomes.ts';
import {
  type Comparison,
  type EffectGroup,
  type EffectVerdict,
  LEAST_OUTCOMES,
  neededToHalve,
  type PlayEffect,
} from '../../../domain/effects/play-effects.ts';
import { nearestName } from '../../../domain/names/nearest-name.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';
import { type AnsweredStudy, outcomeOf } from './study-outcome.ts';

interface Options {
  play?: string;
  horizon: number;
}

export function addEffects(program: Command, act: Act): void {
  program
    .command('effects')
    .description('say what came of the plays: the customers who stayed, and their score; changes nothing')
    .option('--play <name>', 'this play only')
    .option('--horizon <days>', 'how long after the opening it is looked at', horizonOf, USUAL_HORIZON_IN_DAYS)
    .action(act(showEffects));
}

function horizonOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 28 && days <= 365) return days;
  throw new InvalidArgumentError('Write a number of days, from 28 to 365.');
}

async function showEffects(session: Session, { play, horizon }: Options): Promise<undefined> {
  const { screen, installation } = session;
  const study = await outcomeOf(session, () => installation().operate('start-effects', { horizonInDays: horizon }));
  const plays = chosen(study.answer.plays, play);
  screen.show(plays.map(forScripts), () => effectsText(screen, study, plays));
}

function chosen(plays: PlayEffect[], name: string | undefined): PlayEffect[] {
  if (name === undefined) return plays;
  const found = plays.filter(({ play }) => play === name);
  if (found.length > 0) return found;
  const names = plays.map(({ play }) => play);
  const nearest = nearestName(name, names);
  throw new OperatorError(
    'no-such-play',
    'Nothing can be told.',
    `The playbook has no play "${name}".`,
    nearest === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${nearest}?`,
  );
}

/** As scripts read it. */
function forScripts({ play, episodes, acted, notActed, leftBefore, comparison, trial }: PlayEffect) {
  const { kept, verdict, ...rest } = comparison;
  return { play, episodes, acted, notActed, leftBefore, difference: kept, verdict, ...rest, variants: trial };
}

const verdicts: Record<EffectVerdict, string> = {
  'too-few': 'too few left to tell',
  'cannot-tell-yet': 'can’t tell yet',
  'no-difference': 'no difference seen',
  better: 'more stay',
  worse: 'fewer stay',
};

function effectsText(screen: Screen, { answer, playbook, failed = [] }: AnsweredStudy<'effects'>, plays: PlayEffect[]) {
  const rows = plays
    .filter(({ episodes }) => episodes > 0)
    .flatMap(({ play, episodes, comparison, trial }) => [
      rowOf([play, String(episodes)], comparison),
      ...trial.map((one) => rowOf(['', ''], one)),
    ]);
  const idle = plays.filter(({ episodes }) => episodes === 0).map(({ play }) => play);
  return [
    `Plays of playbook ${playbook}, ${answer.horizonInDays} days after they began, up to ${answer.asOf}`,
    screen.table(['PLAY', 'EPISODES', 'COMPARED', 'STAYED', 'DIFFERENCE', 'SCORE', 'SAYS'], rows),
    ...(idle.length > 0 ? [`Begun nowhere in the last year: ${idle.join(', ')}`] : []),
    ...failed.map(({ accounts, examples, reason }) =>
      screen.tint(`Left out: ${counted(accounts, 'account')} (${examples.join(', ')}): ${reason}`, 'warn'),
    ),
    `Acted: within ${LANDMARK_IN_DAYS} days a task done, a conversation with the customer, or a mail of the play let go by somebody.`,
    'Acted and not acted is a comparison, no proof; by chance are variants and who is held out.',
    `To see a churn of 20 % halved takes about ${neededToHalve()} accounts in each group.`,
  ].join('\n');
}

function rowOf(head: string[], comparison: Comparison): (string | Cell)[] {
  const { kind, one, other, kept, score, verdict, needed } = comparison;
  const left = one.over - one.kept + other.over - other.kept;
  const missing =
    verdict === 'too-few'
      ? `: ${left} of the ${LEAST_OUTCOMES} who have to have left`
      : verdict === 'cannot-tell-yet'
        ? `: about ${counted(needed.accounts, 'account')} more`
        : '';
  return [
    ...head,
    `${one.name}, ${other.name}${kind === 'by-chance' ? ' (by chance)' : ''}`,
    `${stayed(one)}, ${stayed(other)}`,
    intervalText(kept.value, kept.interval, (share) => `${Math.round(100 * share)} %`),
    intervalText(score.value, score.interval, (points) => points.toFixed(1)),
    {
      text: `${verdicts[verdict]}${missing}`,
      ...(verdict === 'worse' && { tone: 'bad' as const }),
    },
  ];
}

const stayed = ({ kept, over }: EffectGroup) => `${kept} of ${over}`;

function intervalText(
  value: number | null,
  interval: [number, number] | null,
  text: (value: number) => string,
): string {
  if (interval === null) return '–';
  const [low, high] = interval.map(text);
  return value === null ? `${low} to ${high}` : `${text(value)} (${low} to ${high})`;
}
