import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../domain/time/day.ts';
import { courseUpTo } from '../../../../functions/team-pages/parts/charts/course.ts';
import { lineChart } from '../../../../functions/team-pages/parts/charts/line-chart.ts';
import { sparkline } from '../../../../functions/team-pages/parts/charts/sparkline.ts';

const today = '2026-06-03';
const range = { low: 0, high: 100 };
const format = (value: number) => String(value);
const of = (values: (number | null)[]) => ({ first: addDays(today, 1 - values.length), values });

const all = (markup: string | undefined, pattern: RegExp) =>
  [...(markup ?? '').matchAll(pattern)].map((found) => found.slice(1).join(' '));
const pathsIn = (markup: string | undefined) => all(markup, / d="([^"]*)"/g);
const labelsIn = (markup: string | undefined) => all(markup, /<text[^>]* y="(\d+)%"[^>]*>([^<]*)/g);

describe('how something went', () => {
  it('has a gap on days of which nothing is known', () => {
    const { first, values } = courseUpTo(today, 4, { '2026-06-01': 5, '2026-06-03': 7, '2026-05-01': 9 });
    expect(first).toBe('2026-05-31');
    expect(values).toEqual([null, 5, null, 7]);
  });
});

describe('a line the size of a word', () => {
  const spark = (values: (number | null)[]) =>
    sparkline({ course: of(values), range, title: 'Health', format }, 'en')?.markup;

  it('goes up where the value does, and marks the last one', () => {
    expect(pathsIn(spark([0, 50, 100]))).toEqual(['M0,100L1,50L2,0', 'M2,0h0']);
  });

  it('breaks off where nothing is known, and marks the last value that is', () => {
    expect(pathsIn(spark([10, null, 30, null]))).toEqual(['M0,90ZM2,70Z', 'M2,70h0']);
  });

  it('says how it went to those who do not see it', () => {
    expect(spark([60, 80, 40, 50])).toContain('role="img" aria-label="Health: from 60 to 50, between 40 and 80"');
  });

  it('is not drawn of nothing', () => {
    expect(spark([null, null])).toBeUndefined();
    expect(spark([])).toBeUndefined();
  });

  it('is one point on the first day', () => {
    expect(spark([70])).toContain('viewBox="0 0 1 100"');
  });

  it('shows a title as text, whatever is in it', () => {
    const course = of([1, 2]);
    expect(sparkline({ course, range, title: '"><script>', format }, 'en')?.markup).not.toContain('<script>');
  });
});

describe('a line over months', () => {
  const chart = (values: (number | null)[], more = {}) =>
    lineChart({ id: 'health', title: 'Health', course: of(values), range, format, ...more }, 'en')?.markup;
  const levels = {
    baseline: { label: 'Usual', value: 72 },
    thresholds: [{ label: 'Healthy from', value: 70 }],
  };

  it('has what it is compared with and its last value written where they are', () => {
    const markup = chart([60, 80, 40], levels);
    expect(markup).toContain('<path class="baseline" d="M0,280h2"/>');
    expect(markup).toContain('<path class="threshold" d="M0,300h2"/>');
    expect(labelsIn(markup)).toEqual(['35 Usual 72', '44 Healthy from 70', '61 40']);
  });

  it.each([
    ['next to each other', 70, ['37 Watch 70', '46 Usual 70', '55 70']],
    ['at the bottom', 0, ['79 Watch 0', '88 Usual 0', '97 0']],
  ])('keeps labels %s apart and in the picture', (_, value, labels) => {
    const markup = chart([100, value], {
      baseline: { label: 'Usual', value },
      thresholds: [{ label: 'Watch', value }],
    });
    expect(labelsIn(markup)).toEqual(labels);
  });

  it('is named and described for those who do not see it', () => {
    const markup = chart([60, 80, 40], levels);
    expect(markup).toContain('<svg role="img" aria-labelledby="health-title" aria-describedby="health-course">');
    expect(markup).toContain('<figcaption id="health-title">Health<');
    expect(all(markup, /<desc id="health-course">([^<]*)/g)).toEqual([
      'from 60 to 40, between 40 and 80; Healthy from 70; Usual 72',
    ]);
  });

  it('has its numbers as a table: each day on which it changed, the newest first', () => {
    const rows = all(chart([60, 60, null, 40]), /<tr><th scope="row">([^<]*)<td>([^<\n]*)/g);
    expect(rows).toEqual(['3 June 2026 40', '2 June 2026 None', '31 May 2026 60']);
  });

  it('begins at zero and has room for all that is in it where no range is given', () => {
    const markup = chart([5, 10], { range: undefined, thresholds: [{ label: 'Booked', value: 20 }] });
    expect(markup).toContain('<path class="course" d="M0,750L1,500"/>');
  });

  it.each([
    ['left', [5, null, null, null], 'x="0%" y="90%" dy="-10" text-anchor="start"'],
    ['right', [5, 5, 5, null], 'x="67%" y="90%" dy="-10" text-anchor="end"'],
  ])('writes the last value at its point where later days have none: on the %s half', (_, values, place) => {
    expect(chart(values)).toContain(`<text class="value" ${place}>5</text>`);
  });

  it('is not drawn of nothing', () => {
    expect(chart([null])).toBeUndefined();
  });
});
