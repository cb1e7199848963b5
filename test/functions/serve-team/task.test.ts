import { describe, expect, it } from 'vitest';
import { companyClock } from '../../../functions/runtime/company-clock.ts';
import { showTask } from '../../../functions/serve-team/task.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../../support/drawn-team-page.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { textOf } from '../../support/text-of.ts';
import { company } from '../../support/web-in-memory.ts';

const task = sampleTask();
const reader = readerAs('csm');

/** Of an account that was imported in one stage, and evaluated since. */
async function situationIn(state: object | undefined): Promise<string> {
  const page = await showTask(
    { reader, id: task.id, query: new URLSearchParams(), form: actFormOn('/', { reader, formKey }) } as never,
    {
      company,
      clock: companyClock(company.timeZone),
      now: () => Date.parse('2026-06-02T03:00:00Z'),
      lists: { task: async () => task },
      records: {
        task: async () => task,
        account: async () => ({ id: task.account, name: 'Koa', stage: 'adoption' }),
        episode: async () => undefined,
        tasksOf: async () => [task],
        answer: async () => undefined,
        contact: async () => undefined,
        members: async () => [],
        playbook: async () => defaultPlaybook,
        state: async () => state,
      },
      mails: { ofEpisode: async () => [] },
    } as never,
  );
  const text = textOf(drawn(page as TeamPage, reader));
  return text.slice(text.indexOf('As it stands now'));
}

describe('the situation beside a task', () => {
  it('tells the stage that the account is in today, and not the one that it was imported with', async () => {
    expect(await situationIn({ stage: { stage: 'renewal', since: '2026-05-24' } })).toContain('Stage Renewal');
  });

  it('tells the imported one until the account is evaluated', async () => {
    expect(await situationIn(undefined)).toContain('Stage Adoption');
  });
});
