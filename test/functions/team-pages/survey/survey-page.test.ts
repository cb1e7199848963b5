import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../../domain/locale/locale.ts';
import type { SurveyAsk } from '../../../../domain/surveys/survey-ask.ts';
import { surveyReport } from '../../../../domain/surveys/survey-report.ts';
import { surveyFile } from '../../../../functions/team-pages/survey/survey-file.ts';
import { surveyPage, voicesAsked } from '../../../../functions/team-pages/survey/survey-page.ts';
import { respondWith } from '../../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';

const LONG = '東雲トレーディングホールディングス株式会社 <script>'.repeat(4);
const ask = (n: number, more: Partial<SurveyAsk> = {}): SurveyAsk => ({
  ...{ account: `a${n}`, contact: `u${n}`, mail: `m${n}`, survey: 'activity', activity: 'training', day: '2026-05-01' },
  ...{ segment: (['fan', 'neutral', 'worry'] as const)[n % 3] as SurveyAsk['segment'], role: 'admin' },
  ...more,
});
const asks = Array.from({ length: 40 }, (_, n) => ask(n));
const answers = asks.slice(0, 20).map(({ account, contact, mail }, n) => ({
  ...{ account, contact, mail, activity: 'training', day: '2026-05-03', comment: LONG },
  expectation: (['less', 'as-expected', 'more'] as const)[n % 3] as 'less',
}));
const factsOf = (report: ReturnType<typeof surveyReport>, query = '') => ({
  ...{ report, first: '2025-06-01', query: new URLSearchParams(query), next: undefined, playbook: defaultPlaybook },
  voices: voicesAsked(report.voices, new URLSearchParams(query)),
  ...{ nameOfAccount: () => LONG, nameOfContact: () => LONG },
});
const drawn = (locale: Locale, report = surveyReport(asks, answers, []), query = '') =>
  surveyPage(factsOf(report, query), locale).body?.markup ?? '';

describe('the page of surveys on our work', () => {
  it('says who was asked, who answered and who did not, and that nothing of it is the product’s NPS', () => {
    const page = drawn('en');
    expect(page).toContain('never part of the product’s NPS');
    expect(page).toContain('20 of 40');
    expect(page).toContain('Not answered');
    for (const named of ['Fans', 'Neutral', 'Low use or a worry', 'Training']) expect(page).toContain(named);
    expect(page).toContain('Nobody is asked more than once in 90 days');
    expect(drawn('ja')).toContain('製品のNPSには一切含めません');
  });

  it('tells of few answers no score, and how many more it takes', () => {
    const scores = [{ account: 'a', contact: 'u', mail: 'm', score: 10, day: '2026-05-03' }];
    const page = drawn('en', surveyReport([ask(0)], [], scores));
    expect(page).toContain('too few to tell: 9 more needed');
    expect(page).toContain('1 answer came to mails of before');
  });

  it('says where nobody was asked what to do', () => {
    expect(drawn('en', surveyReport([], [], []))).toContain('Nobody was asked yet');
  });

  it('leads from each part to who answered what, with the account', () => {
    expect(drawn('en')).toContain('href="/map/survey?segment=fan#answers"');
    const page = drawn('en', undefined, 'segment=fan');
    expect(page).toContain('Only: Fans');
    expect(page.match(/href="\/accounts\//g)?.length).toBe(7);
    expect(page).toContain('href="/map/survey?segment=fan&amp;form=csv"');
  });

  it('marks who had left when they answered', () => {
    const [one] = answers as [(typeof answers)[number]];
    expect(drawn('en', surveyReport(asks, [{ ...one, hasLeft: true }], []))).toContain('had left by then');
  });

  it.each(['en', 'ja'] as const)('writes no text of anybody as markup, and stays below 100 kB (%s)', (locale) => {
    const report = surveyReport(asks, answers, []);
    const voices = Array.from({ length: 50 }, () => report.voices[0] as (typeof report.voices)[number]);
    const page = surveyPage({ ...factsOf(report), voices }, locale);
    const reader = { locale, member: { name: LONG }, session: {}, isLastActTold: false } as never;
    const html = respondWith(page, { reader, company: LONG, form: () => '' as never }).body ?? '';
    expect(html).not.toContain('<script>東');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  it('is saved for a spreadsheet, an answer a row', () => {
    const report = surveyReport(asks, answers, []);
    const file = surveyFile(report.voices, factsOf(report), '2026-06-01', 'en');
    expect(file?.text.trim().split('\r\n')).toHaveLength(21);
    expect(file?.name).toBe('survey-2026-06-01.csv');
  });
});
