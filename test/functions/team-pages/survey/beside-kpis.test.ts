import { describe, expect, it } from 'vitest';
import { type Locale, languages } from '../../../../domain/locale/locale.ts';
import { surveyReport } from '../../../../domain/surveys/survey-report.ts';
import { surveyPage, voicesAsked } from '../../../../functions/team-pages/survey/survey-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { textOf } from '../../../support/text-of.ts';
import { openKpis, workedExample } from '../../serve-team/kpi-company.ts';

/** Of the product three of four would advise against; of the team's work nine of ten say the best there is. */
const product = { '2026-06': { promoters: 3, passives: 0, detractors: 9 } };
const people = Array.from({ length: 20 }, (_, n) => ({ account: `a${n}`, contact: `u${n}`, mail: `m${n}` }));
const asks = people.map((one) => ({
  ...one,
  ...({ survey: 'cs-nps', day: '2026-05-01', segment: 'neutral', role: 'admin' } as const),
}));
const scores = people.map((one, n) => ({ ...one, score: n < 18 ? 10 : 8, day: '2026-05-03' }));
const names = {
  en: { product: 'NPS of the product', ours: 'NPS of our work', apart: 'never part of the product’s NPS' },
  ja: { product: '製品のNPS', ours: '対応のNPS', apart: '製品のNPSには一切含めません' },
};

async function pages(locale: Locale) {
  const kpis = await openKpis({ ledgers: workedExample(), today: '2026-07-01', nps: product, locale })('/kpis');
  const query = new URLSearchParams();
  const report = surveyReport(asks, [], scores);
  const survey = surveyPage(
    {
      ...{ report, first: '2025-06-01', query, next: undefined, playbook: defaultPlaybook },
      ...{ voices: voicesAsked(report.voices, query), nameOfAccount: String, nameOfContact: () => 'Ren' },
    },
    locale,
  );
  const told = ({ heading, lead = '', body }: { heading: string; lead?: unknown; body?: { markup: string } }) =>
    textOf(`${heading} ${lead} ${body?.markup ?? ''}`);
  return { kpis: told(kpis as never), survey: told(survey), markup: survey.body?.markup ?? '' };
}

describe('the product’s NPS and that of our work, of one company', () => {
  it.each(languages)(
    'each stand on a page of their own, by a name of their own, with their own figure (%s)',
    async (language) => {
      const say = names[language];
      const { kpis, survey, markup } = await pages(language);
      expect(kpis).toContain(say.product);
      expect(kpis).toMatch(/[−-]50/);
      expect(kpis).not.toContain(say.ours);
      expect(kpis).not.toMatch(/\+90/);
      expect(survey).toContain(say.ours);
      expect(survey).toMatch(/\+90/);
      expect(survey).not.toMatch(/[−-]50/);
      expect(survey).toContain(say.apart);
      // Whoever looked for the other one is led there.
      expect(markup).toContain('href="/kpis"');
    },
  );

  it.each(languages)('are never called by the same words, nor by “NPS” alone (%s)', async (language) => {
    const { kpis, survey } = await pages(language);
    const alone = {
      en: /(?<!product’s |our work \()NPS(?! of the product| of our work)/,
      ja: /(?<!製品の|対応の|CS活動の)NPS/,
    }[language];
    for (const page of [kpis, survey]) expect(page.match(alone)?.[0]).toBeUndefined();
  });
});
