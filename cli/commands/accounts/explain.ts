import type { Command } from 'commander';
import { HOLD_OUT } from '../../../domain/episodes/arm.ts';
import type { Explanation } from '../../../domain/evaluation/explanation.ts';
import type { ExplanationPage } from '../../../functions/operate/commands/accounts/explanation-page.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import { type Act, allPages, type Session } from '../../session.ts';
import { gradeTone } from '../../tones.ts';

export function addExplain(program: Command, act: Act): void {
  const explain: Command = program
    .command('explain')
    .description('say what is known of an account and why; changes nothing')
    .argument('[account]')
    .option('--all', 'every account')
    .option('--as-of <date>', 'as of this day, today unless given', parseDay)
    .option('--as-known-on <date>', 'by the facts as they were known at the end of this day', parseDay)
    .action(
      act(async (session: Session, account: string | undefined, { all, asOf, asKnownOn: knownOn }: Options) => {
        if ((account === undefined) === (all === undefined)) {
          explain.error('error: name one account, or write --all', { exitCode: 2 });
        }
        const days = { asOf, knownOn };
        return account === undefined ? explainAll(session, days) : explainOne(session, account, days);
      }),
    );
}

interface Options {
  all?: boolean;
  asOf?: string;
  asKnownOn?: string;
}

interface Days {
  asOf: string | undefined;
  knownOn: string | undefined;
}

/** With the address of the account's page. */
type ExplainedAccount = Explanation & { page: string };

async function explainOne(session: Session, account: string, days: Days): Promise<undefined> {
  const first = await session.installation().operate('explain-account', { account, ...days });
  const explanation = await withAllSignals(session, first, days);
  session.screen.show(explanation, () => `${explanationText(session.screen, explanation)}\n${explanation.page}`);
}

async function explainAll(session: Session, days: Days): Promise<undefined> {
  const operate = session.installation().operate;
  const pages = await allPages(session.screen, (from) => operate('explain-accounts', { ...days, from }));
  const rows: ExplainedAccount[] = [];
  for (const page of pages) rows.push(await withAllSignals(session, page, days));
  rows.sort((a, b) => (a.account < b.account ? -1 : 1));
  session.screen.show(rows, () => rows.map((row) => explanationText(session.screen, row)).join('\n\n'));
}

async function withAllSignals(
  { installation, screen }: Session,
  { next, ...explanation }: ExplainedAccount & Pick<ExplanationPage, 'next'>,
  days: Days,
): Promise<ExplainedAccount> {
  const { account, signals } = explanation;
  const further = await allPages(screen, async (from = next) => {
    if (from === undefined) return { rows: [] };
    const page = await installation().operate('explain-account', { account, ...days, from });
    return { rows: page.signals, next: page.next };
  });
  return { ...explanation, signals: [...signals, ...further] };
}

export function explanationText(screen: Screen, explanation: Explanation): string {
  const { account, asOf, playbook, health, products = [], signals, unknownFacts, usageChangedLater } = explanation;
  const sections = [
    `${account} as of ${asOf} (playbook ${playbook}, ${stageText(screen, explanation)})`,
    healthText(screen, 'health', health),
    ...(unknownFacts.length === 0 ? [] : [unknownText(screen, unknownFacts)]),
    ...usageChangedLater.map((change) => screen.tint(lateText(change), 'warn')),
    partsTable(screen, health),
    ...products.flatMap((one) => [healthText(screen, `health of ${one.product}`, one), partsTable(screen, one)]),
    screen.table(
      ['SIGNAL', 'ABOUT', 'STATE', 'SINCE', 'TODAY', 'EVIDENCE'],
      firstOfEach(signals).map(({ signal, subject, state, since, arm, verdict, reason, evidence }) => [
        signal,
        subject ?? '–',
        { text: arm === HOLD_OUT ? `${state}, held out` : state, tone: state === 'open' ? 'bad' : 'quiet' },
        since ?? '–',
        reason === undefined ? verdict : `${verdict}: ${reason}`,
        Object.entries(evidence)
          .map(([name, number]) => `${name} ${Math.round(number * 1000) / 1000}`)
          .join(', '),
      ]),
    ),
    ...beyondFirst(signals).map(
      ([signal, count]) => `${signal}: and ${count.toLocaleString('en')} more (--json lists them all)`,
    ),
  ];
  return sections.join('\n');
}

type Health = Explanation['health'];

function healthText(screen: Screen, what: string, { score, grade, stale, change }: Health): string {
  const text = score === null ? 'unknown' : `${score.toFixed(1)} ${grade}`;
  const sinceAWeek = change === null ? '' : `, ${signed(change)} in 7 days`;
  return `${what} ${screen.tint(text, gradeTone(grade))}${stale ? ', stale' : ''}${sinceAWeek}`;
}

const partsTable = (screen: Screen, { parts }: Health) =>
  screen.table(
    ['INDICATOR', 'VALUE', 'MARK', 'WEIGHT', 'POINTS', 'CHANGE'],
    parts.map(({ indicator, value, mark, weight, points, change }) => [
      indicator,
      String(value ?? '–'),
      String(mark ?? '–'),
      String(weight),
      points.toFixed(1),
      change === null ? '–' : signed(change),
    ]),
  );

const unknownText = (screen: Screen, facts: Explanation['unknownFacts']) =>
  `${screen.tint(`not known of that day: ${facts.join(', ')}`, 'warn')} (what is so today was not taken for it)`;

/** Of a day with very many events some show what it is about. */
const MOST_EVENTS_OF_A_CHANGE = 5;

function lateText({ day, changedOn, events }: Explanation['usageChangedLater'][number]): string {
  const shown = events
    .slice(0, MOST_EVENTS_OF_A_CHANGE)
    .map(({ event, before, after }) => `${event} ${before} → ${after}`);
  const more = events.length > shown.length ? [`and ${events.length - shown.length} more`] : [];
  const what = events.length === 0 ? 'as many events, with other content' : [...shown, ...more].join(', ');
  return `usage of ${day} changed on ${changedOn}: ${what}`;
}

/** Of a signal about persons there is one line for each. */
const MOST_OF_A_SIGNAL = 50;

function firstOfEach(signals: Explanation['signals']): Explanation['signals'] {
  if (beyondFirst(signals).length === 0) return signals;
  const shown = new Map<string, number>();
  return openFirst(signals).filter(({ signal }) => {
    const count = (shown.get(signal) ?? 0) + 1;
    shown.set(signal, count);
    return count <= MOST_OF_A_SIGNAL;
  });
}

/** Within each signal those that are open come first, so that none of them is left out for one that is not. */
function openFirst(signals: Explanation['signals']): Explanation['signals'] {
  const places = new Map<string, number>();
  for (const { signal } of signals) if (!places.has(signal)) places.set(signal, places.size);
  const placeOf = ({ signal, state }: Explanation['signals'][number]) =>
    2 * (places.get(signal) as number) + (state === 'open' ? 0 : 1);
  return signals.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function beyondFirst(signals: Explanation['signals']): [signal: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { signal } of signals) counts.set(signal, (counts.get(signal) ?? 0) + 1);
  return [...counts].flatMap(([signal, count]) =>
    count > MOST_OF_A_SIGNAL ? [[signal, count - MOST_OF_A_SIGNAL] as [string, number]] : [],
  );
}

function stageText(screen: Screen, { stage, stageSince, stageUsualDays, stageOverdue }: Explanation): string {
  if (stage === null) return 'stage unknown';
  const since = `stage ${stage} since ${stageSince}`;
  return stageOverdue ? `${since}, ${screen.tint(`over the usual ${stageUsualDays} days`, 'warn')}` : since;
}

const signed = (number: number) => `${number < 0 ? '' : '+'}${number.toFixed(1)}`;
