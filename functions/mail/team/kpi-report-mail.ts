import {
  type Definition,
  definitionWords,
  type KpiName,
  kpiUnit,
  kpiWords,
  LEAST_ANSWERS_OF_NPS,
  LEAST_CUSTOMERS_OF_A_RATE,
} from '../../../domain/kpis/definitions.ts';
import { answersOf } from '../../../domain/kpis/net-promoter-score.ts';
import { gapOf, type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { KpiFigure, KpiReportContent } from '../../../domain/mail/mail-content.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { reasonedMovements } from '../../../domain/playbook/reasoned-movements.ts';
import type { Block } from '../layout/blocks.ts';
import { mailWords } from '../words/words.ts';
import { kpiReportWords } from './words/words.ts';

const shares = ['net-revenue-retention', 'gross-revenue-retention', 'customer-churn'] as const;
const ofMoney = [
  'opening-mrr',
  'new-mrr',
  'expansion-mrr',
  'contraction-mrr',
  'churned-mrr',
  'reactivation-mrr',
  'closing-mrr',
  'average-mrr',
] as const;
const ofCustomers = ['opening-customers', 'customers-gained', 'customers-lost', 'closing-customers'] as const;

/** So many reasons of a movement stand in the mail; the command tells all. */
const MOST_REASONS = 3;

/** The KPIs of a month, each with its definition. */
export function kpiReportMail(
  content: KpiReportContent,
  locale: Locale,
  playbook: Pick<Playbook, 'reasons'>,
): { subject: string; blocks: Block[] } {
  const say = kpiReportWords(locale);
  const { money, number } = mailWords(locale);
  const { figures, month, rules, apart, joinedAndLeft, lifetime, nps, targets } = content;
  const language = languageOf(locale);
  const amount = (value: number) => money(value, content.currency ?? undefined);
  const closing = figureOf('closing-mrr');
  const mrr = closing === undefined ? '–' : valueText(closing);
  const retention = figureOf('net-revenue-retention');
  const lost = figureOf('customers-lost')?.value ?? 0;
  const gained = figureOf('customers-gained')?.value ?? 0;

  const blocks: Block[] = [
    { type: 'ask', text: say.ask(mrr, month), more: say.customers(gained, lost) },
    ...(closing === undefined ? [] : drawn(closing)),
    ...targetBlocks(),
    ...shares.flatMap((kpi) => shareBlocks(figureOf(kpi))),
    ...lifetimeBlocks(figureOf('lifetime-value')),
    ...npsBlocks(figureOf('nps')),
    ...table(say.whatMoved, ofMoney),
    ...table(say.howMany, ofCustomers),
    ...meaningsOf([...ofMoney, ...ofCustomers]),
    ...reasonBlocks(),
  ];
  for (const note of notes()) blocks.push({ type: 'note', text: note });
  blocks.push({ type: 'footer', text: say.footer });
  return { subject: say.subject(month, mrr, retention && isEnough(retention) ? valueText(retention) : null), blocks };

  function figureOf(kpi: KpiName): KpiFigure | undefined {
    return figures.find((figure) => figure.kpi === kpi);
  }

  function labelOf(kpi: KpiName): string {
    const label = kpiWords(kpi)[language];
    return label.charAt(0).toUpperCase() + label.slice(1);
  }

  function meaningOf(definition: Definition): string {
    return definitionWords(definition)[language](rules);
  }

  function shareBlocks(figure: KpiFigure | undefined): Block[] {
    if (figure === undefined) return [];
    const { kpi, definition, before, interval } = figure;
    const last = before.at(-1);
    const isRate = isEnough(figure);
    const sentences = [
      ...(isRate && last !== undefined ? [say.monthBefore(percent(last))] : []),
      ...(interval === undefined ? [] : [say.interval(percent(interval[0]), percent(interval[1]))]),
      meaningOf(definition),
    ];
    return [
      { type: 'heading', text: labelOf(kpi) },
      {
        type: 'figure',
        tone: 'service',
        value: isRate ? valueText(figure) : countsText(figure),
        text: isRate ? countsText(figure) : say.tooFew(LEAST_CUSTOMERS_OF_A_RATE),
      },
      ...(isRate ? drawn(figure) : []),
      paragraph(...sentences),
    ];
  }

  function lifetimeBlocks(figure: KpiFigure | undefined): Block[] {
    if (figure === undefined) return [];
    const { kpi, definition, interval, before } = figure;
    const heading: Block = { type: 'heading', text: labelOf(kpi) };
    if ('because' in lifetime) {
      return [heading, paragraph(say.noLifetimeValue(lifetime.because), meaningOf(definition))];
    }
    const { months, churned } = lifetime;
    const last = before.at(-1);
    return [
      heading,
      { type: 'figure', tone: 'service', value: valueText(figure), text: say.overMonths(number(months)) },
      ...drawn(figure),
      paragraph(
        ...(last === undefined ? [] : [say.monthBefore(amount(last))]),
        ...(interval === undefined ? [] : [say.lifetimeInterval(amount(interval[0]), amount(interval[1]), churned)]),
        meaningOf(definition),
      ),
    ];
  }

  function npsBlocks(figure: KpiFigure | undefined): Block[] {
    if (figure === undefined || figure.value === null) return [];
    const { kpi, definition, interval } = figure;
    const isScore = answersOf(nps) >= LEAST_ANSWERS_OF_NPS;
    return [
      { type: 'heading', text: labelOf(kpi) },
      {
        type: 'figure',
        tone: 'service',
        value: isScore ? valueText(figure) : say.answers(answersOf(nps)),
        text: isScore ? say.ofAnswers(nps) : say.fewAnswers(nps, LEAST_ANSWERS_OF_NPS),
      },
      paragraph(
        ...(interval === undefined ? [] : [say.npsInterval(points(interval[0]), points(interval[1]))]),
        meaningOf(definition),
      ),
    ];
  }

  function targetBlocks(): Block[] {
    if (targets.length === 0) return [];
    const rows = targets.map(({ target, value, missing }) => {
      const { kpi, role, atLeast, atMost = 0 } = target;
      const told = (bound: number) => valueText({ kpi, value: bound });
      const bound = atLeast === undefined ? say.atMost(told(atMost)) : say.atLeast(told(atLeast));
      return {
        label: say.target(mailWords(locale).teamRoles[role], kpiWords(kpi)[language]),
        value: value === null || missing === null ? say.noFigure(bound) : howFar({ kpi, value }, bound, missing),
      };
    });
    return [
      { type: 'heading', text: say.targets },
      { type: 'facts', rows },
    ];
  }

  function howFar(figure: Pick<KpiFigure, 'kpi' | 'value'>, bound: string, missing: number): string {
    const { kpi } = figure;
    const unit = kpiUnit(kpi);
    if (missing === 0) return say.reached(valueText(figure), bound);
    const toGo =
      unit === 'share' || unit === 'points'
        ? say.points(number(unit === 'share' ? 100 * missing : missing))
        : valueText({ kpi, value: missing });
    return say.missed(valueText(figure), bound, toGo);
  }

  function paragraph(...sentences: string[]): Block {
    return { type: 'paragraph', text: sentences.join(gapOf(locale)) };
  }

  function isEnough({ value, customers = 0 }: KpiFigure): boolean {
    return value !== null && customers >= LEAST_CUSTOMERS_OF_A_RATE;
  }

  function countsText({ kpi, part = 0, whole = 0 }: KpiFigure): string {
    if (kpi === 'customer-churn') return say.ofCustomers(number(part), number(whole));
    return say.ofMoney(amount(part), amount(whole));
  }

  function drawn({ kpi, value, before }: KpiFigure): Block[] {
    const [first] = before;
    if (value === null || first === undefined) return [];
    const isMoney = kpiUnit(kpi) === 'money';
    const text = isMoney ? amount : percent;
    const values = [...before, value].map((one) => (isMoney ? one : Math.round(1000 * one) / 10));
    return [
      {
        type: 'bars',
        tone: 'service',
        recent: 1,
        values,
        caption: say.byMonth(labelOf(kpi)),
        first: say.monthsAgo(before.length, text(first)),
        last: text(value),
      },
    ];
  }

  function table(heading: string, kpis: readonly KpiName[]): Block[] {
    const rows = kpis.flatMap((kpi) => figureOf(kpi) ?? []);
    return [
      { type: 'heading', text: heading },
      { type: 'facts', rows: rows.map((figure) => ({ label: labelOf(figure.kpi), value: valueText(figure) })) },
    ];
  }

  function reasonBlocks(): Block[] {
    const rows = reasonedMovements.flatMap((movement) => {
      const ofMovement = content.reasons.filter((one) => one.movement === movement);
      const given = ofMovement.filter(({ reason }) => reason !== null);
      const top = [...given.slice(0, MOST_REASONS), ...ofMovement.filter(({ reason }) => reason === null)];
      const others = given.slice(MOST_REASONS).reduce((sum, { customers }) => sum + customers, 0);
      const texts = top.map(({ reason, customers }) => {
        if (reason === null) return say.noReason(customers);
        return say.reason(textIn(playbook.reasons[movement][reason]?.label, locale) ?? reason, customers);
      });
      if (texts.length === 0) return [];
      return [
        {
          label: say.movements[movement],
          value: [...texts, ...(others > 0 ? [say.otherReasons(others)] : [])].join(' · '),
        },
      ];
    });
    return rows.length === 0
      ? []
      : [
          { type: 'heading', text: say.why },
          { type: 'facts', rows },
        ];
  }

  /** Of what stands in tables, where most go by the same one. */
  function meaningsOf(kpis: readonly KpiName[]): Block[] {
    const definitions = new Set(kpis.flatMap((kpi) => figureOf(kpi)?.definition ?? []));
    return [...definitions].map((definition) => ({ type: 'paragraph', text: meaningOf(definition) }));
  }

  function valueText({ kpi, value }: Pick<KpiFigure, 'kpi' | 'value'>): string {
    if (value === null) return '–';
    const unit = kpiUnit(kpi);
    if (unit === 'share') return percent(value);
    if (unit === 'points') return points(value);
    return unit === 'money' ? amount(value) : number(value);
  }

  /** Above or below nothing, in whole points. */
  function points(score: number): string {
    const rounded = Math.round(score);
    if (rounded === 0) return number(0);
    return `${rounded > 0 ? '+' : '−'}${number(Math.abs(rounded))}`;
  }

  function percent(share: number): string {
    return `${number(100 * share)}%`;
  }

  function notes(): string[] {
    const isApart = apart.customers + apart.changedAccounts > 0;
    return [
      ...(isApart ? [say.apart(apart, content.currency)] : []),
      ...(joinedAndLeft > 0 ? [say.joinedAndLeft(joinedAndLeft)] : []),
    ];
  }
}
