import { describe, expect, it } from 'vitest';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { businessDays, inCalendarDays, Story } from '../../support/story.ts';

const D = '2026-06-01';

/** Each account by itself. */
function comparedBy(per: 'day' | 'businessDay', further: object = {}): Playbook {
  const { signals } = inCalendarDays;
  const changed = Object.fromEntries(
    ['logins-fell', 'usage-growing', 'key-person-fell'].map((name) => {
      const signal = signals[name] as Signal;
      return [name, { ...signal, when: { ...signal.when, per, ...further } } as Signal];
    }),
  );
  return { ...inCalendarDays, signals: { ...signals, ...changed } };
}

/** Ten log-ins in each window of the worked example, and so many in the newest. */
function tenLoginsAWindow(newest: number, per: 'day' | 'businessDay' = 'businessDay'): Story {
  const story = new Story()
    .logins('2026-02-09', 10)
    .logins('2026-03-09', 10)
    .logins('2026-04-06', 10)
    .logins('2026-05-04', newest);
  story.playbook = comparedBy(per);
  return story;
}

/** So many log-ins on every business day of a country, and none on others. */
function worksInOffice(story: Story, country: string, from: Day, to: Day, times = 2): Story {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (businessDays.ago(day, 0, 0, country) === 1) story.logins(day, times);
  }
  return story;
}

describe('a level by business days', () => {
  it('sets ten log-ins on 17 business days against ten on 19, as one works it out by hand', () => {
    // Business days in Japan: window 0 (4 to 31 May) 17, then 19, 19 and 18. By rate the middle one has ten on 19.
    const { evidence, verdict } = tenLoginsAWindow(10).reading('logins-fell', D);
    expect(verdict).toBe('recovers');
    expect(evidence).toEqual({
      window: 10,
      businessDays: 17,
      baseline: 10,
      baselineBusinessDays: 19,
      ratio: 190 / 170,
    });
  });

  it.each([
    [5, 'trips'],
    [6, 'holds'],
    [7, 'recovers'],
  ])('%i log-ins where ten are usual: %s', (logins, verdict) => {
    expect(tenLoginsAWindow(logins).reading('logins-fell', D)).toMatchObject({ verdict });
  });

  it('trips at the bound where one works it out to be reached, whatever the days', () => {
    // As of 4 May windows 0, 1 and 3 have 19 business days in Japan, window 2 has 18.
    const story = new Story();
    for (const day of ['2026-01-12', '2026-02-09', '2026-03-09']) story.logins(day, 35);
    story.playbook = comparedBy('businessDay');
    expect(story.logins('2026-04-06', 21).reading('logins-fell', '2026-05-04')).toMatchObject({
      verdict: 'trips',
      evidence: { businessDays: 19, baselineBusinessDays: 19, ratio: 0.6 },
    });
  });

  it('leaves windows as they are where a playbook says days, or says nothing', () => {
    const byDays = tenLoginsAWindow(6, 'day').reading('logins-fell', D);
    expect(byDays).toMatchObject({ verdict: 'trips' });
    expect(byDays.evidence).toEqual({ window: 6, baseline: 10, ratio: 0.6 });
  });

  it('sees no fall over Golden Week at an office that works as ever, where days would see one', () => {
    const golden = (per: 'day' | 'businessDay') => {
      const story = worksInOffice(new Story(), 'JP', '2026-01-05', '2026-05-31');
      story.playbook = comparedBy(per, { tripsAtOrBelow: 0.85, recoversAbove: 0.9 });
      return story.reading('logins-fell', '2026-05-11');
    };
    expect(golden('day')).toMatchObject({ verdict: 'trips', evidence: { window: 32, baseline: 38 } });
    expect(golden('businessDay')).toMatchObject({ verdict: 'recovers', evidence: { businessDays: 16, ratio: 1 } });
  });

  it('goes by the country of the account, and by the company’s where it says none', () => {
    const story = worksInOffice(new Story(), 'US', '2026-01-05', '2026-05-31');
    story.playbook = comparedBy('businessDay');
    const inCountry = (country?: string) => {
      story.account = { id: 'koa', name: 'Koa', ...(country !== undefined && { country }) };
      return story.reading('logins-fell', '2026-05-11').evidence.businessDays;
    };
    expect([inCountry(), inCountry('US')]).toEqual([16, 20]);
  });

  it('asks for the minimum in log-ins of the usual window, not of its days', () => {
    const level = (baseline: number) => {
      const story = new Story();
      for (const day of ['2026-02-09', '2026-03-09', '2026-04-06']) story.logins(day, baseline);
      story.playbook = comparedBy('businessDay');
      return story.logins('2026-05-04', 1).reading('logins-fell', D).verdict;
    };
    expect([level(7), level(8)]).toEqual(['holds', 'trips']);
  });

  it('takes the middle of two windows halfway between their rates', () => {
    const story = new Story().logins('2026-03-09', 19).logins('2026-04-06', 38).logins('2026-05-04', 17);
    story.playbook = comparedBy('businessDay');
    expect(story.reading('logins-fell', D).evidence).toMatchObject({ baseline: 28.5, baselineBusinessDays: 19 });
    expect(story.reading('logins-fell', D).evidence.ratio).toBeCloseTo(1 / 1.5, 12);
  });

  it('says nothing of a window without business days, and leaves such a window out of the level', () => {
    const story = worksInOffice(new Story(), 'JP', '2026-01-05', '2026-05-31', 10);
    story.playbook = comparedBy('businessDay', { windowInDays: 1, baselineWindows: 3 });
    // As of a Sunday the window is a Saturday; as of a Tuesday the windows before are Sunday, Saturday and Friday.
    expect(story.reading('logins-fell', '2026-04-26')).toMatchObject({
      verdict: 'unknown',
      reason: 'no-business-days',
    });
    expect(story.reading('logins-fell', '2026-04-21')).toMatchObject({
      verdict: 'unknown',
      reason: 'too-little-history',
    });
    expect(story.reading('logins-fell', '2026-04-24')).toMatchObject({ verdict: 'recovers', evidence: { ratio: 1 } });
  });

  it('judges an open episode in the unit that it tripped in, when a playbook changes the unit', () => {
    const opened = (per: 'day' | 'businessDay') => {
      const story = tenLoginsAWindow(5, per);
      story.day(D);
      return story.state?.episodes.find(({ signal }) => signal === 'logins-fell');
    };
    expect(opened('businessDay')).toMatchObject({ baseline: 10, baselineBusinessDays: 19 });
    expect(opened('day')).not.toHaveProperty('baselineBusinessDays');

    const changed = (from: 'day' | 'businessDay', to: 'day' | 'businessDay') => {
      const story = tenLoginsAWindow(5, from);
      story.day(D);
      story.playbook = comparedBy(to);
      // 2 June: the window of 5 May to 1 June has 18 business days.
      return story.logins('2026-06-01', 7).reading('logins-fell', '2026-06-02').evidence;
    };
    expect(changed('day', 'businessDay')).toEqual({ window: 7, baseline: 10, ratio: 0.7 });
    expect(changed('businessDay', 'day')).toMatchObject({ window: 7, businessDays: 18, baselineBusinessDays: 19 });
  });

  it('sees no fall of a key person over days off either', () => {
    const story = new Story();
    story.contacts = [{ id: 'mei', account: 'koa', keyPerson: true, name: 'Mei' }];
    for (let day = '2026-01-05'; day <= '2026-05-31'; day = addDays(day, 1)) {
      if (businessDays.ago(day, 0, 0, 'JP') === 1) story.logins(day, 1, 'mei');
    }
    story.playbook = comparedBy('businessDay');
    expect(story.reading('key-person-fell', '2026-05-11', 'mei')).toMatchObject({
      evidence: { window: 16, businessDays: 16, ratio: 1 },
    });
  });
});
