import type { Speak } from '../../../../domain/locale/words.ts';
import type { KpisPageWords } from './sections.ts';

const by = { all: 'すべて', segment: 'セグメント', stage: 'ステージ', plan: 'プラン', csm: '担当CSM' };

export const kpisPage: Speak<KpisPageWords> = (style) => ({
  heading: (period) => `KPI ${period}`,
  lead: (mrr, customers, gained, lost) =>
    `期末のMRRは${mrr}、顧客数は${style.number(customers)}社です（獲得${style.number(gained)}社・解約${style.number(lost)}社）。`,
  none: {
    heading: 'KPIはまだありません',
    lead: '最初の顧客の分から、毎晩集計します。顧客とMRRを取り込むと、翌朝から表示されます。',
  },
  asOf: '毎晩集計しています。本日の記録は、明日の数値に反映されます。',
  period: (unit, { first, last }) => {
    if (unit === 'month') return style.month(last.slice(0, 7));
    return unit === 'day' ? style.longDay(first) : `${style.longDay(first)}の週`;
  },
  units: { label: '集計単位', day: '日', week: '週', month: '月' },
  periods: {
    label: '期間',
    before: (name) => `前の期間：${name}`,
    after: (name) => `次の期間：${name}`,
    earlier: 'これより前の期間',
    later: 'これより後の期間',
    goTo: 'この日を含む期間',
    show: '表示する',
  },
  cuts: {
    label: '対象の顧客',
    by,
    compare: {
      segment: 'セグメントごとの比較',
      stage: 'ステージごとの比較',
      plan: 'プランごとの比較',
      csm: '担当CSMごとの比較',
    },
    only: (attribute, value) => `${by[attribute]}：${value}`,
    unknown: '未登録',
    meaning: '顧客は、期首の時点で登録されていた区分に数えます。期間中に増えた顧客は、増えた時点の区分に数えます。',
    ofAllOnly: 'LTV、NPS、目標は、顧客全体についてのみ計算しています。',
  },
  currencies: '表示通貨',
  before: (value) => `前の期間は${value}でした。`,
  tooFew: (least) => `率で示すには${style.number(least)}社以上が必要です。`,
  countings: {
    label: {
      grr: '減少の数え方',
      logo: '解約の数え方',
      free: '無料プランへの変更',
      back: '解約と数えない復帰の期限',
      ltv: '継続期間の求め方',
    },
    grr: { cohort: '期首と期末の比較', movements: '減少をすべて計上' },
    logo: { 'end-to-end': '期末にいない顧客', events: '一度でも解約した顧客' },
    free: { churn: '解約とする', contraction: '縮小とする' },
    back: (days) => `${style.number(days)}日`,
    ltv: { fitted: 'モデルの当てはめ', 'by-churn-rate': '1÷解約率' },
  },
  accountsBehind: (accounts) => `内訳の${style.number(accounts)}社を見る`,
  accounts: (count) => `${style.number(count)}社`,
  lifetimeAt: (month) => `${style.month(month)}末時点`,
  npsNotCounted: '翌月の第1営業日に、マネージャーへの月次メールとあわせて集計します。',
  npsNotCountedThen:
    'この期間の分は集計されていません。月は月次メールとあわせて、週と日は毎晩集計し、約1年分を保存しています。',
  npsNoAnswers: 'NPSの質問への回答はありません。',
  noneAtEnd: '計算できません。その時点で支払いのある顧客がいないためです。',
  atAGlance: '期間ごとの推移',
  columns: {
    period: '期間',
    figure: '指標',
    value: '数値',
    before: '前の期間',
    accounts: '内訳',
    customers: '期首の顧客数',
  },
  joinedAndLeft: (accounts) =>
    `期間内に契約して解約した顧客が${style.number(accounts)}社あります。率は期首の顧客を対象とするため、含めていません。`,
  reasons: {
    movement: '変動',
    reason: '理由',
    customers: '顧客数',
    none: '未記録',
    more: (count) =>
      `このほか${style.number(count)}件の理由は省いています。数値の内訳を開くと、顧客ごとの理由を確認できます。`,
  },
  behind: {
    heading: (figure, period) => `${figure} ${period}`,
    lead: (accounts) => `内訳は${style.number(accounts)}社です。`,
    account: '顧客',
    amount: '金額',
    day: '日付',
    back: 'KPIに戻る',
    none: 'この期間に、この数値を動かした顧客はありません。',
  },
  file: {
    from: '開始日',
    to: '終了日',
    currency: '通貨',
    part: '分子',
    whole: '分母',
    low: '下限（95%）',
    high: '上限（95%）',
    definition: '定義',
  },
});
