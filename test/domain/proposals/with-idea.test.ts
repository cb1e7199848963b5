import { describe, expect, it } from 'vitest';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { playbookSchema } from '../../../domain/playbook/playbook.ts';
import type { Idea } from '../../../domain/proposals/idea.ts';
import { signalsOfIdea, withIdea } from '../../../domain/proposals/with-idea.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const play = (name: string) => defaultPlaybook.plays[name] as Playbook['plays'][string];
const withPlay = (name: string, changed: Partial<Playbook['plays'][string]>): Playbook => ({
  ...defaultPlaybook,
  plays: { ...defaultPlaybook.plays, [name]: { ...play(name), ...changed } },
});
const changed = (idea: Idea, playbook = defaultPlaybook): Playbook => {
  const result = withIdea(playbook, idea);
  if ('unfit' in result) throw new Error(result.unfit);
  return result.playbook;
};

describe('what was learned, as a change of the playbook', () => {
  it('makes the way that did better the play', () => {
    const tried = withPlay('check-in', {
      variants: { 'call-at-once': { steps: [{ task: 'check-in-call' }] }, look: {} },
    });
    const after = changed({ kind: 'way', play: 'check-in', way: 'call-at-once' }, tried);
    expect(after.plays['check-in']).toMatchObject({ steps: [{ task: 'check-in-call' }], variants: {} });
  });

  it('has what customers kept asking for done on entering the stage in which they asked', () => {
    const idea: Idea = { kind: 'early', activity: 'training', at: { stage: 'adoption' } };
    const after = changed(idea);
    expect(after.signals['early-training-adoption']).toMatchObject({
      when: { kind: 'stage-entered', stage: 'adoption' },
      play: 'early-training-adoption',
      cooldownInDays: 'once',
    });
    expect(after.plays['early-training-adoption']?.steps).toEqual([{ task: 'early-training' }]);
    expect(after.tasks['early-training']).toMatchObject({ assign: 'csm', initiative: 'proactive', scope: 'general' });
    expect(after.tasks['early-training']?.title.ja).toBe('先回り：操作研修・勉強会');
    expect(signalsOfIdea(idea, after)).toEqual(['early-training-adoption']);
  });

  it('has it done with what a signal asks for, by every way that is tried there', () => {
    const steps = [{ task: 'check-in-call' }];
    const tried = withPlay('check-in', { variants: { quick: { steps }, usual: {} } });
    const after = changed({ kind: 'early', activity: 'training', at: { signal: 'logins-fell' } }, tried);
    expect(after.plays['check-in']?.steps.at(-1)).toEqual({ task: 'early-training' });
    expect(after.plays['check-in']?.variants.quick?.steps).toEqual([...steps, { task: 'early-training' }]);
    expect(after.plays['check-in']?.variants.usual?.steps).toBeUndefined();
  });

  it('has the mails that ask about an activity go out once approved, by every way, and says so where they do or where none is', () => {
    const ask: Idea = { kind: 'ask', activity: 'setup-support' };
    const mode = (playbook: Playbook, name: string) =>
      playbook.plays[name]?.steps.flatMap((step) => ('email' in step ? [[step.email, step.mode]] : []));
    const after = changed(ask);
    expect(mode(after, 'adopt')).toEqual([['setup-asked', 'approve']]);
    // Whether one would recommend the team is another question.
    expect(mode(after, 'expand')).toEqual(mode(defaultPlaybook, 'expand'));
    expect(checkPlaybook(after)).toEqual([]);
    expect(signalsOfIdea(ask, after).every((name) => after.signals[name]?.play === 'adopt')).toBe(true);
    expect(withIdea(after, ask)).toEqual({ unfit: 'so-already' });
    expect(withIdea(defaultPlaybook, { kind: 'ask', activity: 'complaint' })).toEqual({ unfit: 'asked-nowhere' });
    const quick = { steps: play('adopt').steps };
    const tried = changed(ask, withPlay('adopt', { variants: { quick, usual: {} } }));
    expect(tried.plays.adopt?.variants.quick?.steps).toEqual(tried.plays.adopt?.steps);
  });

  it('takes a task out of the plays, and what waited for it waits for what it waited for', () => {
    const steps = [
      { task: 'check-in-look' },
      { task: 'win-back-call', after: ['check-in-look'] },
      { task: 'check-in-call', after: ['win-back-call'] },
    ];
    const before = withPlay('check-in', { steps });
    const after = changed({ kind: 'drop', task: 'win-back-call' }, before);
    expect(after.plays['check-in']?.steps).toEqual([
      { task: 'check-in-look' },
      { task: 'check-in-call', after: ['check-in-look'] },
    ]);
  });

  it('has what asks for a task quiet for twice as long', () => {
    const before = defaultPlaybook.signals['logins-fell']?.cooldownInDays;
    const after = changed({ kind: 'rarer', task: 'check-in-look' });
    expect([before, after.signals['logins-fell']?.cooldownInDays]).toEqual([28, 56]);
    expect(after.signals['no-login']).toEqual(defaultPlaybook.signals['no-login']);
  });

  it('writes what worked into the task, once', () => {
    const idea: Idea = { kind: 'note', task: 'check-in-call', text: 'Ask first what they did last week.' };
    const after = changed(idea);
    expect(after.tasks['check-in-call']?.body.en).toMatch(
      /\n\nWhat has worked: Ask first what they did last week\.\n$/,
    );
    expect(after.tasks['check-in-call']?.body.ja).toContain('うまくいった進め方：Ask first');
    expect(withIdea(after, idea)).toEqual({ unfit: 'so-already' });
  });

  it.each<Idea>([
    { kind: 'early', activity: 'answer-inquiry', at: { stage: 'onboarding-2' } },
    { kind: 'early', activity: 'training', at: { signal: 'logins-fell' } },
    { kind: 'rarer', task: 'check-in-look' },
    { kind: 'note', task: 'check-in-call', text: 'x' },
  ])('stays a playbook that passes its check: %o', (idea) => {
    const after = changed(idea);
    expect(playbookSchema.safeParse(after).error).toBeUndefined();
    expect(checkPlaybook(after)).toEqual([]);
  });

  it.each<[Idea, string]>([
    [{ kind: 'way', play: 'check-in', way: 'nowhere' }, 'gone'],
    [{ kind: 'way', play: 'toString', way: 'x' }, 'gone'],
    [{ kind: 'early', activity: 'nothing', at: { stage: 'adoption' } }, 'gone'],
    [{ kind: 'early', activity: 'training', at: { signal: 'constructor' } }, 'gone'],
    [{ kind: 'drop', task: 'training' }, 'gone'],
    [{ kind: 'rarer', task: 'training' }, 'gone'],
    [{ kind: 'note', task: 'toString', text: 'x' }, 'gone'],
  ])('says why %o can’t be one', (idea, unfit) => {
    expect(withIdea(defaultPlaybook, idea)).toEqual({ unfit });
  });

  it('leaves a play that does nothing else to a person', () => {
    const only = withPlay('check-in', { steps: [{ task: 'check-in-look' }] });
    expect(withIdea(only, { kind: 'drop', task: 'check-in-look' })).toEqual({ unfit: 'all-of-a-play' });
  });

  it('can’t be said twice', () => {
    const idea: Idea = { kind: 'early', activity: 'training', at: { stage: 'adoption' } };
    expect(withIdea(changed(idea), idea)).toEqual({ unfit: 'so-already' });
    const withSignal: Idea = { kind: 'early', activity: 'training', at: { signal: 'logins-fell' } };
    expect(withIdea(changed(withSignal), withSignal)).toEqual({ unfit: 'so-already' });
  });
});
