import type { StoredPlaybook } from '../../../store/playbooks/playbooks.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

export async function runningPlaybook({ playbooks }: Tools): Promise<StoredPlaybook> {
  const running = await playbooks.current();
  if (running !== undefined) return running;
  throw new OperatorError(
    'no-playbook',
    'No playbook is running.',
    'None was ever pushed to this installation.',
    'Push one: sakimawari playbook push playbooks/default.yaml',
  );
}
