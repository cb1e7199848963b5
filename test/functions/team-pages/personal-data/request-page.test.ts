import { describe, expect, it } from 'vitest';
import { languages } from '../../../../domain/locale/locale.ts';
import { type DataRequest, isStill, newDataRequest } from '../../../../domain/personal-data/data-request.ts';
import { localClock } from '../../../../domain/time/time-zone.ts';
import { requestPage } from '../../../../functions/team-pages/personal-data/request-page.ts';
import type { TeamPage } from '../../../../functions/team-pages/team-page.ts';

const AT = '2026-06-01T03:00:00.000Z';
const NOW = Date.parse(AT);
const HOUR = 3_600_000;
const request = (more: Partial<DataRequest> = {}): DataRequest => ({
  ...newDataRequest(
    { id: 'r', what: 'erase', subject: { account: 'koa', person: 'rin' }, isEverywhere: false, askedBy: 'sora' },
    AT,
  ),
  ...more,
});
const textOf = ({ body }: TeamPage) => body?.markup ?? '';
const keptInDays = { 'bus.archiveInDays': 90 };
const around = (now = NOW) => ({ keptInDays, dayOf: localClock('Asia/Tokyo').dayOf, now });
const shown = (more: Partial<DataRequest>, now = NOW) => requestPage(request(more), around(now), 'en');

describe('the page of a request about personal data', () => {
  it('is looked at again while it goes on, and says so where it has stopped', () => {
    expect(shown({ found: { contact: 3 } }).isWaiting).toBe(true);
    expect(textOf(shown({ found: { contact: 3 } }))).toContain('3 records so far');
    const later = shown({}, NOW + HOUR);
    expect([later.isWaiting, textOf(later)]).toEqual([undefined, expect.stringContaining('stopped half-way')]);
    expect([isStill(request(), NOW + HOUR), isStill(request({ state: 'done' }), NOW + HOUR)]).toEqual([true, false]);
  });

  it('tells of an erasure what went, what is left, and when the rest goes, and not who it was', () => {
    const { subject: _, ...nameless } = request({ state: 'done', found: { contact: 2 }, erased: { contact: 2 } });
    const page = requestPage(nameless, around(), 'en');
    expect(page.heading).toBe('Erasure');
    const text = textOf(page);
    expect(text).toContain('ask for the same once more in two minutes');
    expect(text).toMatch(/point-in-time copies of both tables <small[^>]*>gone by 7 July 2026/);
    expect(text).toMatch(/events that the bus took <small[^>]*>gone by 31 August 2026/);
    expect(text).toMatch(/addresses that SES itself suppresses[^<]*<small[^>]*>stays/);
    expect(text).toMatch(/which user a browser turned out to be <small[^>]*>found by searching all data/);
    expect(text).not.toMatch(/rin|koa/);
    expect(textOf(shown({ state: 'done', found: { mail: 1 }, left: { mail: 1 } }))).toContain(
      'Ask for the same once more',
    );
  });

  it('says nothing of an archive that the stage does not keep', () => {
    const text = textOf(
      requestPage(request({ state: 'done' }), { ...around(), keptInDays: { 'bus.archiveInDays': 0 } }, 'en'),
    );
    expect(text).toContain('point-in-time copies');
    expect(text).not.toContain('events that the bus took');
  });

  it('hands the file of an export over for a day', () => {
    const done = { what: 'export', state: 'done', found: { contact: 1 }, parts: [1, 2] } as const;
    const text = textOf(shown({ ...done, parts: [1, 2] }));
    expect(text.match(/href="\/set-up\/personal-data\/r\/\d"/g)).toEqual([
      'href="/set-up/personal-data/r/1"',
      'href="/set-up/personal-data/r/2"',
    ]);
    expect(textOf(shown({ ...done, parts: [1, 2] }, NOW + 25 * HOUR))).toContain('not kept any more');
    expect(textOf(shown({ what: 'export', state: 'done' }))).toContain('Nothing is kept');
  });

  it.each(languages)('says in words why something was not done: %s', (language) => {
    const obstacles: DataRequest['obstacle'][] = [
      ...(['not-confirmed', 'unknown-account', 'not-erased', 'broken'] as const).map((is) => ({ is })),
      { is: 'is-a-parent', children: ['a', 'b', 'c', 'd', 'e', 'f'] },
      { is: 'usage-unreadable', days: 2, from: '2026-05-01' },
    ];
    const texts = obstacles.map((obstacle) =>
      textOf(requestPage(request({ state: 'failed', ...(obstacle && { obstacle }) }), around(), language)),
    );
    expect(new Set(texts).size).toBe(obstacles.length);
    for (const text of texts) expect(text).not.toMatch(/undefined|\[object/);
    expect(texts[4]).toMatch(/a.*e/);
    expect(texts[4]).not.toContain('f, ');
  });
});
