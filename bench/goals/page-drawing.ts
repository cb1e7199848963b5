import * as echarts from 'echarts';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import { styleOf } from '../../domain/locale/style.ts';
import { addDays } from '../../domain/time/day.ts';
import { escapeHtml } from '../../functions/mail/layout/html-basics.ts';
import { shorten } from '../../functions/mail/layout/plain-text.ts';
import type { AccountRow } from '../../functions/team-pages/accounts/account-columns.ts';
import { type AccountsView, accountsPage } from '../../functions/team-pages/accounts/accounts-page.ts';
import { lineChart } from '../../functions/team-pages/parts/charts/line-chart.ts';
import { sparkline } from '../../functions/team-pages/parts/charts/sparkline.ts';
import { type Bench, inMicroseconds, type Row, ratioRow } from '../bench.ts';
import { compare, type Effort } from '../support/measure.ts';

const ACCOUNTS = 100;
const DAYS_OF_A_LINE = 90;
const MOST_TIMES_A_TEMPLATE = 1.5;
const LEAST_TIMES_FASTER = 100;
const today = '2026-06-03';
const { money, longDay } = styleOf('en');
const range = { low: 0, high: 1000 };
const tenths = (value: number) => String(Math.round(value / 10));

/** What the list of accounts costs to draw beside a template that says the same, and a chart beside echarts on the server. */
export const bench: Pick<Bench, 'run'> = {
  async run({ effort }) {
    return [
      await pageRow(effort),
      await chartRow('A line of 90 days, the size of a word', DAYS_OF_A_LINE, effort, (values, first) =>
        sparkline({ course: { first, values }, range, title: '90 days', format: tenths }, 'en'),
      ),
      // Most of it is the table, which echarts does not draw: told, and not judged.
      await toldRow('A chart of 365 days with thresholds, and its numbers as a table', 365, effort, (values, first) =>
        lineChart(
          {
            id: 'health',
            title: 'Health',
            course: { first, values },
            range,
            thresholds: [{ label: 'Healthy from', value: 700 }],
            format: tenths,
          },
          'en',
        ),
      ),
    ];
  },
};

async function pageRow(effort: Effort): Promise<Row> {
  const rows = Array.from({ length: ACCOUNTS }, (_, i) => sampleRow(i));
  const entries = rows.map(({ entry }) => entry);
  const names = new Map([
    ['aoi', { id: 'aoi', name: 'Aoi Tanaka' }],
    ['mika', { id: 'mika', name: 'Mika Sato' }],
  ]);
  const view: AccountsView = {
    query: new URLSearchParams(),
    locale: 'en',
    timeZone: 'Asia/Tokyo',
    health: { healthyFrom: 70, watchFrom: 50 },
    today,
    csmOf: ({ csm = '' }) => names.get(csm) ?? null,
  };
  const facts = { found: entries, all: entries, total: ACCOUNTS, asOf: 0, isPartial: false };
  const draw = () => inOnePiece(accountsPage(facts, view)(rows).body?.markup as string);
  const drawn = draw();
  const [beginning, end] = [drawn.slice(0, drawn.indexOf(FIRST_ROW)), drawn.slice(drawn.indexOf('</tbody>'))];
  const template = () => inOnePiece(beginning + rows.map(rowByTemplate).join('\n') + end);
  if (template() !== drawn) throw new Error('the template says something else');
  const { ratio, subjectInMicroseconds, floorInMicroseconds } = await compare(template, draw, effort);
  return ratioRow(
    {
      goal: 'P12',
      what: `The list of accounts: ${ACCOUNTS} of them with lines of ${DAYS_OF_A_LINE} days`,
      against: `a bare template with the same markup: ${inMicroseconds(floorInMicroseconds)}`,
      ratio,
      limit: MOST_TIMES_A_TEMPLATE,
    },
    subjectInMicroseconds,
  );
}

/** As it has to be before it is sent: until somebody reads it, V8 keeps what texts were put together of. */
function inOnePiece(text: string): string {
  text.charCodeAt(text.length - 1);
  return text;
}

async function chartRow(
  what: string,
  days: number,
  effort: Effort,
  draw: (values: number[], first: string) => unknown,
): Promise<Row> {
  const values = sampleScores(days, 3);
  const first = addDays(today, 1 - days);
  const labels = values.map((_, i) => addDays(first, i));
  const theirs = () => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 240 });
    chart.setOption({
      animation: false,
      xAxis: { type: 'category', data: labels, show: false },
      yAxis: { min: range.low, max: range.high, show: false },
      series: [{ type: 'line', data: values, showSymbol: false }],
    });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
  };
  const { ratio, subjectInMicroseconds, floorInMicroseconds } = await compare(
    () => draw(values, first),
    theirs,
    effort,
  );
  return {
    goal: 'P12',
    what,
    against: `echarts' drawing on the server: ${inMicroseconds(subjectInMicroseconds)}`,
    measured: `${Math.round(ratio).toLocaleString('en')}× faster (${inMicroseconds(floorInMicroseconds)})`,
    limit: `≥ ${LEAST_TIMES_FASTER}×`,
    isMet: ratio >= LEAST_TIMES_FASTER,
  };
}

const toldRow: typeof chartRow = async (...given) => ({ ...(await chartRow(...given)), limit: '–', isMet: null });

/** Between 0 and 1,000, and another one each day. */
const sampleScores = (days: number, seed: number) =>
  Array.from({ length: days }, (_, i) => Math.round(500 + 300 * Math.sin(i / 9 + seed) + 90 * Math.sin(i * seed)));

function sampleRow(i: number): AccountRow {
  const scores = Object.fromEntries(
    sampleScores(DAYS_OF_A_LINE, i).map((score, day) => [addDays(today, day + 1 - DAYS_OF_A_LINE), score]),
  );
  const entry: BoardEntry = {
    account: `acme-${i}`,
    name: `Acme & Sons ${i}`,
    csm: i % 2 === 0 ? 'aoi' : 'mika',
    stage: 'adoption',
    mrr: 120_000 + i,
    currency: 'JPY',
    renewal: addDays(today, 100 + i),
    score: scores[today] as number,
    change: -38,
    openTasks: i % 5,
  };
  return { entry, scores };
}

const FIRST_ROW = '<tr role="row"><th role="rowheader"';

/** As somebody would write it who wants nothing but this table. */
function rowByTemplate({ entry, scores }: AccountRow): string {
  const { account, name, csm, mrr = 0, currency, renewal = '', openTasks } = entry;
  const score = entry.score as number;
  const look = score >= 700 ? 'healthy' : score >= 500 ? 'service' : 'risk';
  const shape = score >= 700 ? '●' : score >= 500 ? '◆' : '▼';
  const word = score >= 700 ? 'healthy' : score >= 500 ? 'watch' : 'at risk';
  let path = '';
  let [lowest, highest] = [1000, 0];
  for (let day = 0; day < DAYS_OF_A_LINE; day += 1) {
    const value = scores[addDays(today, day + 1 - DAYS_OF_A_LINE)] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    path += `${day === 0 ? 'M' : 'L'}${day},${Math.round(100 - (value / 1000) * 100)}`;
  }
  const first = scores[addDays(today, 1 - DAYS_OF_A_LINE)] as number;
  const went = `from ${tenths(first)} to ${tenths(score)}, between ${tenths(lowest)} and ${tenths(highest)}`;
  return `<tr role="row"><th role="rowheader" scope="row"><a class="whole" href="/accounts/${encodeURIComponent(account)}"><bdi>${escapeHtml(shorten(name, 40))}</bdi></a></th>
<td role="cell" data-heading="Health" class="number"><span class="${look}"><span aria-hidden="true">${shape}</span> ${word}</span> <b>${tenths(score)}</b></td>
<td role="cell" data-heading="7 days" class="number">−4</td>
<td role="cell" data-heading="90 days"><svg class="spark" viewBox="0 0 89 100" preserveAspectRatio="none" role="img" aria-label="90 days: ${escapeHtml(went)}"><path d="${path}"/><path class="last" d="M89,${Math.round(100 - (score / 1000) * 100)}h0"/></svg></td>
<td role="cell" data-heading="MRR" class="number">${escapeHtml(money(mrr, currency))}</td>
<td role="cell" data-heading="Renewal"><span class="keep">${escapeHtml(longDay(renewal))}</span></td>
<td role="cell" data-heading="Stage"><span class="words">Adoption</span></td>
<td role="cell" data-heading="CSM"><bdi class="words">${escapeHtml(csm === 'aoi' ? 'Aoi Tanaka' : 'Mika Sato')}</bdi></td>
<td role="cell" data-heading="Tasks" class="number">${openTasks}</td></tr>`;
}
