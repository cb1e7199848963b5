import type { Stage } from '../account/account.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** The signals that raise the work of a stage. */
export function signalsOfStage({ signals }: Pick<Playbook, 'signals'>, stage: Stage): string[] {
  return Object.keys(signals).filter((name) => {
    const when = signals[name]?.when;
    return when?.kind === 'stage-entered' && when.stage === stage;
  });
}
