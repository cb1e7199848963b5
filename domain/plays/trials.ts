import { type Arm, HOLD_OUT, OWN_STEPS } from '../episodes/arm.ts';
import { stableHash } from '../names/stable-hash.ts';
import { formerNamesOf } from '../playbook/names.ts';
import type { Playbook, PlayStep } from '../playbook/playbook.ts';
import { stepName } from './play-steps.ts';

type Play = Playbook['plays'][string];

/** The ways of a play among which chance decides, with the part of the accounts that goes each; one where nothing is tried. */
export function armsOf({
  variants,
  holdOut = 0,
}: Pick<Play, 'variants' | 'holdOut'>): { name: string; share: number }[] {
  const entries = Object.entries(variants);
  const given = entries.reduce((sum, [, { share = 0 }]) => sum + share, 0);
  const unsaid = entries.filter(([, { share }]) => share === undefined).length;
  const ways = entries.map(([name, { share = (1 - given) / unsaid }]) => ({ name, share: share * (1 - holdOut) }));
  if (ways.length === 0) ways.push({ name: OWN_STEPS, share: 1 - holdOut });
  return holdOut === 0 ? ways : [...ways, { name: HOLD_OUT, share: holdOut }];
}

/** What is tried now, told by what each way does: another share goes on with it, another step begins a new one. */
export function trialOf(play: Play): string | null {
  const arms = armsOf(play);
  if (arms.length === 1) return null;
  return stableHash(JSON.stringify(arms.map(({ name }) => [name, asAssigned(play, name).steps]))).toString(36);
}

/**
 * The way of an episode's play: the same for the same account, whenever and by whomever it is asked. Who is held out is
 * drawn apart from the rest; of the other ways each draws a number of its own for the account and the best one wins
 * (weighted rendezvous). So another share, or one way more, moves as few accounts as can be.
 */
export function assignedArm(
  play: { name: string } & Play,
  account: string,
  { mayBeHeldOut }: { mayBeHeldOut: boolean },
): Arm {
  const { holdOut = 0 } = play;
  // A play that is called otherwise now goes on with the draws that it began with.
  const salt = formerNamesOf(play)[0] ?? play.name;
  const drawFor = (name: string) => drawnFor([salt, name, account]);
  const isHeldOut = mayBeHeldOut && drawFor(HOLD_OUT) < holdOut;
  const trial = mayBeHeldOut || holdOut === 0 ? trialOf(play) : null;
  return {
    play: play.name,
    name: isHeldOut ? HOLD_OUT : wayDrawn(play, drawFor),
    ...(trial !== null && { trial }),
  };
}

function wayDrawn(play: Play, drawFor: (name: string) => number): string {
  const ways = armsOf({ variants: play.variants });
  const draws = ways.map(({ name, share }) => ({
    name,
    draw: ways.length === 1 ? 0 : -Math.log(drawFor(name)) / share,
  }));
  return draws.reduce((best, one) => (one.draw < best.draw ? one : best)).name;
}

/** A number above 0 and below 1. The hash of a text hardly differs from that of its like: it is mixed (as MurmurHash3 does). */
function drawnFor(names: string[]): number {
  let mixed = stableHash(JSON.stringify(names));
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}

/** The play as an episode of an arm goes through it. */
export function asAssigned(play: Play, arm: string | undefined): Play {
  if (arm === undefined || arm === OWN_STEPS) return play;
  if (arm === HOLD_OUT) return { ...play, chat: false, steps: noSteps };
  const steps = Object.hasOwn(play.variants, arm) ? play.variants[arm]?.steps : undefined;
  return steps === undefined ? play : { ...play, steps };
}

const noSteps: PlayStep[] = [];
const noPlay = { steps: noSteps, variants: {} };

/** Whatever any way of the play may do, each step once. */
export function stepsOfAllWays({ steps, variants }: Pick<Play, 'steps' | 'variants'> = noPlay): PlayStep[] {
  const all = new Map<string, PlayStep>();
  for (const step of [...steps, ...Object.values(variants).flatMap((variant) => variant.steps ?? [])]) {
    const name = stepName(step);
    if (!all.has(name)) all.set(name, step);
  }
  return [...all.values()];
}
