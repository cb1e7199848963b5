import { type EffectsQuestion, rulesOfEffects } from '../../domain/effects/effects.ts';
import type { StoredPlaybook } from '../store/playbooks/playbooks.ts';
import type { AskedStudy } from './studies.ts';

/**
 * What comes of the plays, as whoever asks it by whatever way asks it. A version that tries the same as the one before
 * shares its answer.
 */
export const askedEffects = (
  question: EffectsQuestion,
  { version, playbook }: Pick<StoredPlaybook, 'version' | 'playbook'>,
): AskedStudy<'effects'> => ({ kind: 'effects', question, playbook: version, goesBy: rulesOfEffects(playbook) });
