import type { HealthLine } from '../../../domain/health-list/health-line.ts';
import { MOST_CHARACTERS_OF_AN_ACTION } from '../../../domain/health-list/health-list.ts';
import { gapOf, type Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { HealthListContent } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Outrunning } from '../../../domain/signal-work/outrunning.ts';
import { type Day, daysBetween } from '../../../domain/time/day.ts';
import { withoutLinks } from '../customers/links-in-text.ts';
import type { Block, LinkTo, Tone } from '../layout/blocks.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { mailWords } from '../words/words.ts';
import { healthListWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;
const shortName = (name: string) => shorten(withoutLinks(onOneLine(name)), MOST_CHARACTERS_OF_A_NAME);

const tones: Record<HealthLine['grade'], Tone> = { 'at-risk': 'risk', watch: 'service', healthy: 'service' };

/** The accounts in bad health, for the week's talk about them. */
export function healthListMail(
  content: HealthListContent,
  locale: Locale,
  playbook: Playbook,
  nextActionOf: (account: string) => LinkTo | undefined = () => undefined,
): { subject: string; blocks: Block[] } {
  const say = healthListWords(locale);
  const { lines, more, day, csm, lastWeek, outruns } = content;
  const [worst] = lines;
  const blocks: Block[] = [
    {
      type: 'ask',
      text: worst === undefined ? say.askNobody : say.ask(shortName(worst.name), csm),
      more: worst === undefined ? undefined : countsText(content, locale),
    },
    { type: 'paragraph', text: lastWeekText() },
    ...(outruns === undefined ? [] : [{ type: 'paragraph', text: outrunsText(outruns, locale, playbook) } as const]),
    ...lines.flatMap((line): Block[] => {
      const link = nextActionOf(line.account);
      return [
        {
          type: 'account',
          name: shortName(mailWords(locale).customer(line.name)),
          tone: tones[line.grade],
          word: gradeText(line, locale),
          figure: { value: mailWords(locale).number(line.score), text: changeText(line, locale) },
          course: courseOf(line, locale),
        },
        { type: 'facts', rows: rowsOf(line, locale, playbook, content) },
        ...(link ? [{ type: 'actions', isMain: line === worst, first: link, others: [] } satisfies Block] : []),
      ];
    }),
    ...(more > 0 ? [{ type: 'paragraph', text: say.more(more) } as const] : []),
  ];
  blocks.push({ type: 'footer', text: say.footer });
  return { subject: say.subject(lines.length + more, csm && shortName(csm), day), blocks };

  function lastWeekText(): string {
    const names = lastWeek.recovered.map(shortName);
    return [say.lastWeek(lastWeek), ...(names.length > 0 ? [say.recovered(names)] : [])].join(gapOf(locale));
  }
}

function outrunsText({ signal, ignored, raised }: Outrunning, locale: Locale, { signals }: Playbook): string {
  const label = textIn(entryNamed(signals, signal)?.label, locale) ?? signal;
  return healthListWords(locale).outruns(shortName(label), ignored, raised);
}

/** How many there are, and what they pay together. */
export function countsText({ atRisk, watch, money = [] }: HealthListContent, locale: Locale): string {
  const say = healthListWords(locale);
  const amounts = money.map(({ mrr, currency }) => mailWords(locale).money(mrr, currency));
  return [say.counts(atRisk, watch), ...(amounts.length > 0 ? [say.money(amounts)] : [])].join(' · ');
}

function courseOf({ trend = [] }: HealthLine, locale: Locale) {
  const { caption, weeksAgo } = healthListWords(locale).trend;
  const [first] = trend;
  if (first === undefined || trend.length < 2) return undefined;
  return { values: trend, caption, last: weeksAgo(first, trend.length - 1) };
}

/** What the account pays, and until when. */
export function contractText({ mrr, currency, renewalDate }: HealthLine, day: Day, locale: Locale): string {
  const say = healthListWords(locale);
  return [
    mrr === undefined ? say.noMrr : say.aMonth(mailWords(locale).money(mrr, currency)),
    renewalDate === undefined ? say.noRenewal : say.renews(renewalDate, daysBetween(day, renewalDate)),
  ].join(' · ');
}

export function gradeText({ grade, stale, products = [] }: HealthLine, locale: Locale): string {
  const { data } = mailWords(locale);
  const { dropped, productIll } = healthListWords(locale);
  const whyListed = products.some((product) => product.grade !== 'healthy') ? productIll : dropped;
  const word = grade === 'healthy' ? whyListed : data.grade[grade];
  return stale ? `${word} · ${data.stale}` : word;
}

export function changeText({ change }: HealthLine, locale: Locale): string {
  const say = healthListWords(locale);
  if (change === null) return '';
  return change === 0 ? say.asBefore : say.inAWeek(say.points(change));
}

function productsText(products: NonNullable<HealthLine['products']>, locale: Locale): string {
  const { data, number } = mailWords(locale);
  const say = healthListWords(locale);
  return products
    .map(({ name, score, grade, stale }) => {
      const notes = [data.grade[grade], ...(stale ? [data.stale] : [])].join(' · ');
      return say.ofProduct(shortName(name), number(score), notes);
    })
    .join(say.separator);
}

/** What moved the score, the most first. */
export function partsText({ parts }: HealthLine, locale: Locale, { health }: Playbook): string {
  const say = healthListWords(locale);
  // What the playbook has forgotten since has no name that anybody would know.
  const named = parts.flatMap(({ indicator, change }) => {
    const label = textIn(health.indicators[indicator]?.label, locale);
    return label === undefined ? [] : `${label} ${say.points(change)}`;
  });
  return named.length === 0 ? say.nothingMoved : named.join(say.separator);
}

export function actionText({ nextAction }: HealthLine, locale: Locale): string {
  const say = healthListWords(locale);
  if (nextAction === null) return say.noNextAction;
  const { text, by, day, improved } = nextAction;
  const action = say.action({ text: shorten(onOneLine(text), MOST_CHARACTERS_OF_AN_ACTION), by, day });
  if (improved === null) return action;
  return `${action} · ${say.sinceThen[improved ? 'better' : 'notBetter']}`;
}

function rowsOf(line: HealthLine, locale: Locale, playbook: Playbook, { csm, day }: HealthListContent) {
  const say = healthListWords(locale);
  const owner = line.owner === null ? say.nobody : shortName(line.owner.name);
  return [
    { label: say.whatMoved, value: partsText(line, locale, playbook) },
    ...(line.products ? [{ label: say.byProduct, value: productsText(line.products, locale) }] : []),
    { label: say.contract, value: contractText(line, day, locale) },
    ...(csm === null ? [{ label: say.owner, value: owner }] : []),
    { label: say.tasks, value: say.taskCount(line.openTasks, line.lateTasks) },
    { label: say.nextAction, value: actionText(line, locale) },
  ];
}
