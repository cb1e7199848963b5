import { checkPlaybook } from '../../domain/playbook/check-playbook.ts';
import { type Playbook, playbookSchema, type Signal } from '../../domain/playbook/playbook.ts';
import { defaultPlaybook } from './story.ts';

/** What a test says of a signal; what it leaves out is made up. */
type Entry = Partial<Omit<Signal, 'when'>> & { when: object };

/** The default playbook with one more signal (or another one of that name), shaped as a pushed one would be. */
export function withSignal(name: string, entry: Entry, others: Partial<Playbook> = {}): Playbook {
  const text = { en: name, ja: name };
  const signal = { side: 'risk', label: text, why: text, cooldownInDays: 0, play: 'check-in', ...entry };
  const playbook = { ...defaultPlaybook, ...others };
  return playbookSchema.parse({ ...playbook, signals: { ...playbook.signals, [name]: signal } });
}

/** What a check of the playbook says of the signal's condition: field and message. */
export function problemsOf(playbook: Playbook, name: string): string[] {
  return checkPlaybook(playbook).flatMap(({ path: [section, signal, , ...field], message }) =>
    section === 'signals' && signal === name ? [`${field.join('.')} ${message}`] : [],
  );
}
