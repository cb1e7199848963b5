import type { Speak } from '../../../../domain/locale/words.ts';
import type { MeetingPageWords } from './sections.ts';

export const meetingPage: Speak<MeetingPageWords> = (style) => ({
  heading: (csm, day) => (csm === null ? `定例会議 ${style.day(day)}` : `${csm}さんとの1on1 ${style.day(day)}`),
  lead: (atRisk, watch, fell, money) =>
    `確認する顧客は${style.number(atRisk + watch + fell)}社です（危険${style.number(atRisk)}社・注意${style.number(watch)}社${fell === 0 ? '' : `・急落${style.number(fell)}社`}）。${money.length === 0 ? '' : `月額の合計は${money.join('と')}です。`}`,
  lastWeek: (listed, improved, recovered) =>
    listed === 0
      ? '先週のリストに載っていた顧客はありません。'
      : `先週の${style.number(listed)}社のうち、${style.number(improved)}社が改善し、${style.number(recovered)}社が健全に戻りました。`,
  order:
    '並び順：リスク×金額（（100−スコア）×MRR）。MRRの記録がない顧客は平均的な額とみなし、異なる通貨の額は比べません。',
  filter: '担当CSM',
  columns: {
    account: '顧客',
    score: 'スコア',
    before: '先週から',
    mrr: 'MRR',
    renewal: '更新日',
    csm: '担当',
    tasks: '未完了のタスク',
    action: '次の一手',
  },
  change: { better: '改善', worse: '悪化', same: '横ばい', unknown: '先週のスコアなし' },
  stale: 'データが古い',
  action: {
    none: '未定',
    set: '次の一手を決める',
    change: '変更する',
  },
  recovered: {
    heading: '先週から健全に戻った顧客',
    lead: '先週のリストに載っていた顧客です。何が効いたかを確かめましょう。',
  },
  allWell: { heading: 'すべての顧客が健全です', lead: '今週も先週も、確認が必要な顧客はありません。' },
  allWellOf: (csm) => `${csm}さんの担当に、今週も先週も、確認が必要な顧客はありません。`,
  none: {
    heading: 'リストはまだありません',
    lead: '夜間にスコアが計算されると、翌朝から表示されます。明日、もう一度ご確認ください。',
  },
  asOf: (moment) => `リストは${moment}時点です。決めた内容は、すぐに反映されます。`,
});
