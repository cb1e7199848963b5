import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import { showActivities } from '../../../functions/serve-team/activities.ts';
import type { Showing } from '../../../functions/serve-team/page-request.ts';
import type { WorkSearch } from '../../../functions/store/activities/work-log.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import type { TeamFile, TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { awkwardName, drawn, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';

const today = '2026-06-24';
const work = (id: string, more: Partial<LoggedWork> = {}): LoggedWork => ({
  ...{ id, account: 'koa', day: today, by: 'aoi', activity: 'answer-inquiry', medium: 'call', minutes: 15 },
  ...{ initiative: 'reactive', scope: 'general', skill: 'basic', outcome: 'solved' },
  ...more,
});
const entry = (account: string, name: string, more = {}) => ({
  account,
  name,
  score: null,
  change: null,
  openTasks: 0,
  ...more,
});

const usualBoard = {
  entries: [
    entry('koa', 'Koa'),
    entry('mori', 'Mori', { csm: 'aoi' }),
    entry('left', 'Left', { churnedOn: '2026-01-01' }),
  ],
  members: [
    { id: 'aoi', name: 'Aoi' },
    { id: 'stig', name: 'Stig' },
  ],
};

function open(all: LoggedWork[], board: { entries: object[]; members: object[] } = usualBoard) {
  return async (query: string, { may = true, locale = 'en' as 'en' | 'ja' } = {}) => {
    const showing = {
      clock: { dayOf: () => today },
      now: () => 7,
      records: { runningPlaybook: async () => ({ version: 'v3', playbook: defaultPlaybook }) },
      keptBoard: {
        recent: async () => ({
          ...board,
        }),
      },
      workLog: {
        latest: async ({ from = '', most, isSought }: WorkSearch) => ({
          work: all.filter((one) => one.day >= from && isSought(one)).slice(0, most),
        }),
        ofMonths: async (months: string[]) => all.filter(({ day }) => months.includes(day.slice(0, 7))),
      },
    } as unknown as Showing;
    const reader = { member: { id: 'aoi', name: 'Aoi' }, session: { id: 's' }, locale, may: () => may };
    const form = actFormOn('/activities', { reader: reader as never, formKey: Buffer.alloc(32) });
    const request = { reader, id: '', query: new URLSearchParams(query), form };
    return (await showActivities(request as never, showing)) as TeamPage & TeamFile;
  };
}

const bodyOf = (page: TeamPage) => page.body?.markup ?? '';

describe('the page of activities', () => {
  it('calls an account that was erased so, without a page to go to', async () => {
    const page = await open([work('a', { account: 'erased-q2W8x1Zs0aBc' }), work('b')])('view=all');
    expect(bodyOf(page)).toContain('An account that was erased');
    expect(bodyOf(page)).not.toMatch(/erased-q2W8x1Zs0aBc/);
    expect(bodyOf(page)).toContain('href="/accounts/koa"');
    expect(bodyOf(await open([work('a', { account: 'erased-q2W8x1Zs0aBc' })])('view=all', { locale: 'ja' }))).toContain(
      '消去した顧客',
    );
  });

  it('shows one’s own first, then what the team did today, and all of it', async () => {
    const show = open([
      work('a', { note: '' } as never),
      work('b', { by: 'stig', account: 'mori' }),
      work('c', { day: '2026-06-01' }),
    ]);
    expect(bodyOf(await show('')).match(/<tr role="row">/g)).toHaveLength(3);
    expect(bodyOf(await show('view=today'))).toContain('Stig');
    expect(bodyOf(await show('view=today'))).not.toContain('1 June');
    expect(bodyOf(await show('view=team'))).toContain('1 June');
  });

  it('says how many there are and how long they took', async () => {
    expect(bodyOf(await open([work('a'), work('b')])(''))).toContain('2 activities, 30 minutes logged for them.');
  });

  it('is filtered by account, kind and person', async () => {
    const show = open([work('a'), work('b', { account: 'mori' }), work('c', { activity: 'training', by: 'stig' })]);
    const rows = async (query: string) => (bodyOf(await show(query)).match(/<tr role="row">/g)?.length ?? 1) - 1;
    expect(await rows('view=team&of=mor')).toBe(1);
    expect(await rows('view=team&what=training')).toBe(1);
    expect(await rows('view=team&person=stig')).toBe(1);
    expect(await rows('view=team&person=stig&of=mori')).toBe(0);
  });

  it('offers one’s own accounts first, and nobody who has left', async () => {
    const options = [...bodyOf(await open([])('')).matchAll(/<datalist.*?<\/datalist>/gs)][0]?.[0] ?? '';
    expect([...options.matchAll(/value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['Mori (mori)', 'Koa (koa)']);
  });

  it('has the account of a link, and the kind of what was logged last, filled in', async () => {
    const body = bodyOf(await open([])('account=koa&activity=training&kind=visit'));
    expect(body).toContain('value="Koa (koa)"');
    expect(body).toContain('<option value="training" selected>');
    expect(body).toContain('value="visit" checked');
  });

  it('lets whoever may only read look at the team’s, and log nothing', async () => {
    const body = bodyOf(await open([work('b', { by: 'stig' })])('', { may: false }));
    expect(body).toContain('Stig');
    expect(body).not.toContain('Log it');
  });

  it('says what comes next where there is nothing', async () => {
    expect(bodyOf(await open([])(''))).toContain('You have logged nothing lately.');
    expect(bodyOf(await open([])('what=training'))).toContain('Nothing fits these filters.');
  });

  it('weighs little, whatever names there are', async () => {
    const names = Array.from({ length: 400 }, (_, n) => entry(`a${n}`, awkwardName(n)));
    const all = names.map(({ account }, n) => work(`w${n}`, { account, by: account, activity: `${n}` }));
    const people = names.map(({ account, name }) => ({ id: account, name }));
    for (const locale of ['en', 'ja'] as const) {
      const page = await open(all, { entries: names, members: people })('view=team', { locale });
      const body = drawn(page, readerAs('csm', locale));
      expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
      expect(body).not.toContain('<script>0');
    }
  });

  it('is saved for a spreadsheet, in which no name is a formula', async () => {
    const file = await open([work('a', { by: '=1+1', replies: 2 })])('view=team&form=csv', { locale: 'ja' });
    expect(file.name).toBe('activities-2026-06-24.csv');
    expect(parse(file.text, { bom: true })[1]).toEqual([
      ...[
        '2026-06-24',
        'koa',
        'Koa',
        '問い合わせへの回答',
        '電話',
        '15',
        '受け身の対応',
        '共通対応',
        '基本',
        '解決した',
        '2',
        "'=1+1",
      ],
    ]);
  });
});
