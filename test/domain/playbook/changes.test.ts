import { describe, expect, it } from 'vitest';
import { changesText } from '../../../cli/commands/playbook/playbook-changes.ts';
import { changesBetween } from '../../../domain/playbook/changes.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

/** What a manager reads of a change of the default playbook. */
function told(change: (playbook: Playbook) => void): string[] {
  const after = structuredClone(defaultPlaybook);
  change(after);
  return changesText(changesBetween(defaultPlaybook, after)).split('\n');
}

const text = {
  en: 'Otherwise, and at such a length that nobody wants to read it in a list of changes',
  ja: '別の言葉',
};

describe('what changes from one playbook to another, in words', () => {
  it('is nothing where they say the same', () => {
    expect(changesBetween(defaultPlaybook, structuredClone(defaultPlaybook))).toEqual([]);
  });

  it('names the threshold, with what it was and what it is', () => {
    const changed = told(({ signals }) => {
      Object.assign(signals['no-login']?.when as object, { tripsAtOrAbove: 30 });
    });
    expect(changed).toEqual(['Signals', '  no-login (No log-in for two months): trips at or above: 60 → 30']);
  });

  it('names what is new and what is taken out, by its label', () => {
    const changed = told((playbook) => {
      const { 'no-login': silence, ...signals } = playbook.signals;
      playbook.signals = { ...signals, 'no-visit': silence as Playbook['signals'][string] };
    });
    expect(changed).toEqual([
      'Signals',
      '  no-visit (No log-in for two months) is new',
      '  no-login (No log-in for two months) is taken out',
    ]);
  });

  it('names what is called otherwise, with what else is changed of it', () => {
    const changed = told((playbook) => {
      const { 'no-login': silence, ...signals } = playbook.signals;
      playbook.signals = {
        ...signals,
        silent: { ...(silence as Playbook['signals'][string]), renamedFrom: 'no-login', cooldownInDays: 30 },
      };
    });
    expect(changed).toEqual([
      'Signals',
      '  silent (No log-in for two months) is the new name of no-login: what is stored under it goes on',
      '    cooldown in days: 28 → 30',
    ]);
  });

  it('names a reason that is new in its list, and one that is called otherwise', () => {
    const changed = told(({ reasons }) => {
      reasons.churn['data-left-behind'] = { label: { en: 'Data left behind', ja: 'データの移行不可' } };
      reasons['win-back'].other = { label: { en: 'Else', ja: 'その他' } };
    });
    expect(changed).toEqual([
      'Reasons for churn',
      '  data-left-behind (Data left behind) is new',
      'Reasons for win-backs',
      '  other (Else): label, en: Another reason → Else',
    ]);
  });

  it('tells steps of a play apart by what they ask for, weights by their stage, aliases by what they mean', () => {
    const changed = told(({ plays, health, aliases }) => {
      const play = plays['check-in'] as Playbook['plays'][string];
      play.steps = [{ task: 'another' }, ...play.steps.slice(1)];
      health.weights.default['login-level'] = 0.9;
      aliases['user.came'] = 'login';
    });
    expect(changed).toEqual([
      'Plays',
      expect.stringMatching(/^ {2}check-in \(.+\)$/),
      '    asks for task another as well',
      expect.stringMatching(/^ {4}no longer asks for task /),
      'Event names',
      '  user.came is read as login',
      'Health weights',
      expect.stringMatching(/^ {2}default: login-level: [\d.]+ → 0\.9$/),
    ]);
  });

  it('says of a long text that it is worded anew, in which languages', () => {
    const changed = told(({ signals }) => {
      Object.assign(signals['no-login'] as object, { why: text });
    });
    expect(changed).toEqual(['Signals', '  no-login (No log-in for two months): why is worded anew (en, ja)']);
  });
});
