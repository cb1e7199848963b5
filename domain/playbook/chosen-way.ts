import { OWN_STEPS } from '../episodes/arm.ts';
import type { Playbook } from './playbook.ts';

/**
 * The playbook in which one of the ways that were tried is the play: a variant's steps stand for all, and who was held out
 * goes on being so, unless the play's own steps are chosen against nothing. `null` where the play has no such way.
 */
export function withWayChosen(playbook: Playbook, name: string, way: string): Playbook | null {
  const play = Object.hasOwn(playbook.plays, name) ? playbook.plays[name] : undefined;
  if (play === undefined) return null;
  const { holdOut, variants, ...rest } = play;
  const isVariant = Object.hasOwn(variants, way);
  const isOwn = way === OWN_STEPS && Object.keys(variants).length === 0 && holdOut !== undefined;
  if (!isVariant && !isOwn) return null;
  const steps = (isVariant ? variants[way]?.steps : undefined) ?? rest.steps;
  const chosen = { ...rest, steps, variants: {}, ...(isVariant && holdOut !== undefined && { holdOut }) };
  return { ...playbook, plays: { ...playbook.plays, [name]: chosen } };
}
