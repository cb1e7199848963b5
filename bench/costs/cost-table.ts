import { busy, costOf, costOfNights, costOfStudy, type Deployed, idle, unitsOf } from './monthly-costs.ts';
import { pricesAsOf, regions, type Unit } from './prices.ts';

export type Language = 'en' | 'ja';
type Units = Record<Unit, number>;

interface Line {
  units: Unit[];
  words: Record<Language, (idle: Units, busy: Units) => string>;
}

const lines: Line[] = [
  {
    units: ['alarm'],
    words: { en: ({ alarm }) => `${alarm} alarms`, ja: ({ alarm }) => `アラーム${alarm}個` },
  },
  {
    units: ['dashboard'],
    words: {
      en: () => 'the dashboard (`dashboard: off` leaves it out)',
      ja: () => 'ダッシュボード（`dashboard: off` で省けます）',
    },
  },
  {
    units: ['metric'],
    words: {
      en: (rest, work) => `metrics: ${rest.metric}, at work up to ${work.metric}`,
      ja: (rest, work) => `メトリクス：待機時${rest.metric}個、稼働時は最大${work.metric}個`,
    },
  },
  {
    units: ['secret'],
    words: {
      en: ({ secret }) => `${secret} secrets, with one source`,
      ja: ({ secret }) => `シークレット${secret}個（送信元が1つの場合）`,
    },
  },
  {
    units: ['writeUnit', 'readUnit'],
    words: {
      en: (_, { writeUnit, readUnit }) => `DynamoDB: ${millions(writeUnit)} writes, ${millions(readUnit)} reads`,
      ja: (_, { writeUnit, readUnit }) => `DynamoDB：書き込み${man(writeUnit)}、読み取り${man(readUnit)}`,
    },
  },
  {
    units: ['storedGigabyte', 'backedUpGigabyte'],
    words: {
      en: (_, { storedGigabyte }) => `${storedGigabyte.toFixed(1)} GB in DynamoDB, backed up, once 400 days are full`,
      ja: (_, { storedGigabyte }) =>
        `DynamoDBの保存とバックアップ${storedGigabyte.toFixed(1)} GB（400日分がたまったとき）`,
    },
  },
  {
    units: ['functionCall', 'gigabyteSecond'],
    words: {
      en: (rest, work) => `Lambda: ${thousands(rest.functionCall)} calls, at work ${thousands(work.functionCall)}`,
      ja: (rest, work) => `Lambda：待機時${man(rest.functionCall)}回、稼働時${man(work.functionCall)}回の呼び出し`,
    },
  },
  {
    units: ['httpRequest'],
    words: {
      en: (_, { httpRequest }) => `HTTP API: ${thousands(httpRequest)} requests`,
      ja: (_, { httpRequest }) => `HTTP API：${man(httpRequest)}リクエスト`,
    },
  },
  {
    units: ['mail'],
    words: {
      en: (_, { mail }) => `${mail.toLocaleString('en')} mails`,
      ja: (_, { mail }) => `メール${mail.toLocaleString('en')}通`,
    },
  },
  {
    units: ['logGigabyte'],
    words: { en: () => 'logs', ja: () => 'ログ' },
  },
  {
    units: ['queueRequest', 'transition', 'scheduledCall', 'busEvent'],
    words: {
      en: () => 'SQS, Step Functions, Scheduler, EventBridge',
      ja: () => 'SQS、Step Functions、Scheduler、EventBridge',
    },
  },
];

const heads: Record<Language, string[]> = {
  en: ['a month, in US dollars', 'idle, Virginia', 'idle, Tokyo', 'at work, Virginia', 'at work, Tokyo'],
  ja: ['1か月あたり（米ドル）', '待機時・バージニア', '待機時・東京', '稼働時・バージニア', '稼働時・東京'],
};
const sums: Record<Language, [string, string]> = {
  en: ['**together**', '**together, less what AWS never charges for**'],
  ja: ['**合計**', '**合計（AWSの無期限の無料枠を差し引いた額）**'],
};

export const MANY_ACCOUNTS = 100_000;
const nightsAlone: Record<Language, (virginia: string, tokyo: string) => string> = {
  en: (virginia, tokyo) =>
    `Scoring 100,000 accounts every night, with the list of accounts and what signals are judged by, takes $${virginia} a month of DynamoDB and Step Functions in Virginia, $${tokyo} in Tokyo.`,
  ja: (virginia, tokyo) =>
    `10万アカウントの毎晩の評価（顧客一覧とシグナルの集計を含む）にかかるDynamoDBとStep Functionsの費用は、月あたりバージニアで${virginia}ドル、東京で${tokyo}ドルです。`,
};

const studyAlone: Record<Language, (minutes: number, virginia: string, tokyo: string) => string> = {
  en: (minutes, virginia, tokyo) =>
    `A what-if over 100,000 accounts and a year takes about ${minutes} minutes, and $${virginia} in Virginia, $${tokyo} in Tokyo.`,
  ja: (minutes, virginia, tokyo) =>
    `10万アカウント・1年分のwhat-ifは、およそ${minutes}分かかり、費用はバージニアで${virginia}ドル、東京で${tokyo}ドルです。`,
};

/** The table of docs/deploying.md, between its markers. */
export function costTable(deployed: Deployed, language: Language): string {
  const rest = unitsOf(deployed, idle);
  const work = unitsOf(deployed, busy);
  const columns = [rest, work].flatMap((units) => regions.map((region) => ({ units, region })));
  const rows = lines.map(({ units, words }) => [
    words[language](rest, work),
    ...columns.map((column) => {
      const { byUnit } = costOf(column.units, column.region);
      return dollars(units.reduce((cost, unit) => cost + byUnit[unit], 0));
    }),
  ]);
  const [paid, free] = sums[language];
  rows.push([paid, ...columns.map(({ units, region }) => dollars(costOf(units, region).total))]);
  rows.push([free, ...columns.map(({ units, region }) => dollars(costOf(units, region, 'free').total))]);
  const table = [heads[language], ['---', '--:', '--:', '--:', '--:'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  const nights = regions.map((region) => dollars(costOfNights(MANY_ACCOUNTS, deployed, region))) as [string, string];
  const studies = regions.map((region) => costOfStudy(MANY_ACCOUNTS, deployed, region));
  const [minutes, ...studyCosts] = [studies[0]?.minutes ?? 0, ...studies.map(({ cost }) => cost)];
  const study = studyAlone[language](Math.ceil(minutes), ...(studyCosts.map(dollars) as [string, string]));
  return `${table}\n\n${nightsAlone[language](...nights)}\n\n${study}`;
}

const marked = /<!-- costs: .*?-->\n[\s\S]*?<!-- \/costs -->/;

/** The page with the table as it has to be. Throws where the page has no place for it. */
export function withCostTable(page: string, deployed: Deployed, language: Language): string {
  if (!marked.test(page)) throw new Error('The page has no place for the table: <!-- costs: … --> and <!-- /costs -->');
  const start = `<!-- costs: prices of ${pricesAsOf}; written by npm run docs:costs -->`;
  return page.replace(marked, () => `${start}\n\n${costTable(deployed, language)}\n\n<!-- /costs -->`);
}

const dollars = (amount: number) => amount.toFixed(2);
const thousands = (count: number) => `${Math.round(count / 1000).toLocaleString('en')},000`;
const millions = (count: number) => `${(count / 1e6).toFixed(2)} million`;
const man = (count: number) => `${(count / 10_000).toLocaleString('en', { maximumFractionDigits: 1 })}万`;
