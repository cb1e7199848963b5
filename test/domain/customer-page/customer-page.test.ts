import { describe, expect, it } from 'vitest';
import type { Account, Contact } from '../../../domain/account/account.ts';
import {
  type CustomerPageFacts,
  customerPageOf,
  whyNoCustomerPage,
} from '../../../domain/customer-page/customer-page.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleTask } from '../../support/sample-task.ts';

const since = '2026-05-25';
const episode = `koa/stage-onboarding-1/${since}/${since}`;
const stageTask = (template: string, more: Partial<Task> = {}): Task =>
  sampleTask({
    ...{
      id: `${episode}/${template}`,
      account: 'koa',
      signal: 'stage-onboarding-1',
      subject: since,
      episode,
      template,
    },
    ...{ due: '2026-06-10', linked: undefined, note: 'They are slow', ...more },
  });

/** All that may be known of an account, each with a mark by which it would be recognised. */
const account: Account = {
  ...{ id: 'koa', name: 'Koa Foods', csm: 'aoi', plan: 'SECRET-plan', mrr: 987_654, currency: 'JPY', licenses: 77_001 },
  ...{ segment: 'SECRET-segment', stage: 'onboarding-1', renewalDate: '2031-12-24', contractStart: '2026-05-01' },
  ...{ churnReason: 'SECRET-reason', churnNote: 'SECRET-note', holds: ['SECRET-hold'], recordLimit: 77_002 },
  ...{ goalName: 'Invoices out in 2 days', goalMeasure: 'days', goalStart: 5, goalTarget: 2, goalDate: '2026-12-01' },
};
const contact: Contact = {
  id: 'ren',
  account: 'koa',
  name: 'Ren Suzuki',
  email: 'SECRET@koa.example',
  role: 'champion',
};

const factsOf = (more: Partial<CustomerPageFacts> = {}): CustomerPageFacts => ({
  ...{ account, contact, playbook: defaultPlaybook, measured: 4, locale: 'en', today: '2026-06-02' },
  csm: { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm', manager: 'SECRET-manager' },
  state: {
    stage: { stage: 'onboarding-1', since, fact: 'onboarding-1', past: [] },
    episodes: [
      { signal: 'stage-onboarding-1', subject: since, openedOn: since },
      { signal: 'SECRET-signal', subject: null, openedOn: since },
    ],
  } as never,
  tasks: [stageTask('kickoff-hand-over'), stageTask('kickoff-people'), stageTask('kickoff-date')],
  comments: [
    { contact: 'ren', day: '2026-06-01', at: '2026-06-01T00:00:00.000Z', number: 1, text: 'Hello' },
    { contact: 'mio', day: '2026-06-01', at: '2026-06-01T00:00:00.000Z', number: 1, text: 'SECRET-of-a-colleague' },
  ],
  proposal: { name: 'Two days', target: 2, at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'SECRET-by' },
  nowInMs: Date.parse('2026-06-02T03:00:00.000Z'),
  ...more,
});

/** Every field that there is in it, however deep, each once. */
function fieldsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => fieldsIn(one, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => fieldsIn(inner, path === '' ? name : `${path}.${name}`));
}

describe('What a customer sees on their own page', () => {
  it('is this and nothing else: a field that is added has to be added here, by somebody who has asked whether a customer may read it', () => {
    expect(fieldsIn(customerPageOf(factsOf()))).toEqual([
      ...['account', 'reader', 'csm.name', 'csm.email'],
      ...['stages[].label', 'stages[].state', 'goal'],
      ...['steps[].template', 'steps[].title', 'steps[].doneBy', 'steps[].state', 'steps[].due', 'steps[].doneOn'],
      ...['steps[].ticked', 'steps[].mayTick', 'steps[].mayUndo'],
      ...['success.name', 'success.value', 'success.start', 'success.target', 'success.date', 'success.share'],
      ...['proposal.at', 'proposal.name', 'proposal.start', 'proposal.target', 'proposal.date'],
      ...['comments[].text', 'comments[].day'],
    ]);
  });

  it('holds nothing of what we know of them, of the contract or of their colleagues', () => {
    const shown = JSON.stringify(customerPageOf(factsOf()));
    for (const secret of ['SECRET', '987654', '77001', '77002', '2031-12-24', 'slow', 'hand-over', 'champion'])
      expect(shown).not.toContain(secret);
  });

  it('has the steps of their stage that have a name for them, in their order: open, to come, done', () => {
    const done = stageTask('kickoff-date', { status: 'done', closedOn: '2026-06-01' });
    const { steps } = customerPageOf(factsOf({ tasks: [stageTask('kickoff-people'), done] }));
    expect(steps.map(({ template, state, mayTick }) => [template, state, mayTick])).toEqual([
      ['kickoff-date', 'done', false],
      ['kickoff-people', 'open', true],
      ['kickoff-hold', 'to-come', false],
      ['kickoff-goal', 'to-come', false],
    ]);
  });

  it('calls nothing by a name that was not given for customers', () => {
    const { stages, tasks } = defaultPlaybook;
    const {
      customerLabel: _,
      customerGoal: __,
      ...first
    } = stages['onboarding-1'] as NonNullable<(typeof stages)['onboarding-1']>;
    const { customerTitle: ___, ...people } = tasks['kickoff-people'] as (typeof tasks)[string];
    const playbook = {
      ...defaultPlaybook,
      stages: { ...stages, 'onboarding-1': first },
      tasks: { ...tasks, 'kickoff-people': people },
    };
    const page = customerPageOf(factsOf({ playbook }));
    expect([page.stages, page.goal]).toEqual([[], null]);
    expect(page.steps.map(({ template }) => template)).not.toContain('kickoff-people');
  });

  it('tells where on the way they are', () => {
    expect(customerPageOf(factsOf()).stages.map(({ state }) => state)).toEqual([
      ...['current', 'to-come', 'to-come', 'to-come', 'to-come'],
    ]);
  });

  it('tells how far their goal is, and that it isn’t measured where no value came', () => {
    expect(customerPageOf(factsOf()).success?.share).toBeCloseTo(1 / 3);
    expect(customerPageOf(factsOf({ measured: null })).success).toMatchObject({ value: null, share: null });
  });

  it.each([
    [{ account: undefined, contact }, 'gone'],
    [{ account, contact: undefined }, 'gone'],
    [{ account: { ...account, churnedOn: '2026-06-02' }, contact }, 'churned'],
    [{ account: { ...account, churnedOn: '2026-06-03' }, contact }, null],
  ])('is nothing where there is nobody to see it, or the contract is over', (whose, why) => {
    expect(whyNoCustomerPage(whose, '2026-06-02')).toBe(why);
  });
});
