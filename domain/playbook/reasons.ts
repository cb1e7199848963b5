import * as z from 'zod';
import { type Text, textSchema } from '../locale/text.ts';
import { nearestName } from '../names/nearest-name.ts';
import { nameSchema } from './name-schema.ts';
import type { ReasonedMovement } from './reasoned-movements.ts';

type ReasonList = Record<string, { label: Text }>;
export type Reasons = Record<ReasonedMovement, ReasonList>;

const list = (labels: Record<string, Text>): ReasonList =>
  Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { label }]));

/** What teams write most. `other` is for what the note says. */
const usualReasons: Reasons = {
  churn: list({
    price: { en: 'Price', ja: '価格' },
    budget: { en: 'Budget cut', ja: '予算の削減' },
    'missing-feature': { en: 'A feature is missing', ja: '機能不足' },
    quality: { en: 'Faults or slowness', ja: '不具合・動作の遅さ' },
    support: { en: 'Support or service', ja: 'サポート・対応への不満' },
    'no-adoption': { en: 'Never taken up in daily work', ja: '社内に定着しなかった' },
    'no-result': { en: 'The result they hoped for did not come', ja: '期待した効果が出なかった' },
    'champion-left': { en: 'The champion left', ja: '推進担当者の異動・退職' },
    competitor: { en: 'Gone to a competitor', ja: '他社製品への乗り換え' },
    'in-house': { en: 'Built it themselves', ja: '内製化' },
    'need-ended': { en: 'The work it was for has ended', ja: '対象業務の終了' },
    'company-closed': { en: 'The company closed', ja: '廃業・倒産' },
    'company-merged': { en: 'The company was merged or bought', ja: '合併・買収' },
    other: { en: 'Another reason', ja: 'その他' },
  }),
  contraction: list({
    price: { en: 'Price', ja: '価格' },
    budget: { en: 'Budget cut', ja: '予算の削減' },
    'fewer-users': { en: 'Fewer users', ja: '利用者数の減少' },
    'unused-licenses': { en: 'Licenses that nobody used', ja: '未使用ライセンスの整理' },
    'lower-plan': { en: 'A lower plan is enough', ja: '下位プランへの変更' },
    'product-ended': { en: 'One of several products ended', ja: '一部製品の解約' },
    other: { en: 'Another reason', ja: 'その他' },
  }),
  expansion: list({
    'more-users': { en: 'More users', ja: '利用者数の増加' },
    'upper-plan': { en: 'An upper plan', ja: '上位プランへの変更' },
    option: { en: 'An option was added', ja: 'オプションの追加' },
    'another-product': { en: 'Another product', ja: '別製品の追加契約' },
    'another-department': { en: 'Another department joined', ja: '他部署への展開' },
    'price-rise': { en: 'A price was raised', ja: '価格改定' },
    other: { en: 'Another reason', ja: 'その他' },
  }),
  'win-back': list({
    'feature-came': { en: 'The feature that was missing came', ja: '不足していた機能の提供' },
    'new-offer': { en: 'A new offer', ja: '条件の見直し' },
    'competitor-fell-short': { en: 'The competitor fell short', ja: '乗り換え先への不満' },
    'champion-back': { en: 'The champion is back, or in a new company', ja: '推進担当者の復帰・転職先での導入' },
    'need-came-back': { en: 'The work it is for came back', ja: '対象業務の再開' },
    other: { en: 'Another reason', ja: 'その他' },
  }),
};

const reasonListSchema = z.record(nameSchema, z.strictObject({ label: textSchema }));

/** Of what the playbook says nothing, the usual ones stand. */
export const reasonsSchema = z
  .strictObject({
    churn: reasonListSchema.default(usualReasons.churn),
    contraction: reasonListSchema.default(usualReasons.contraction),
    expansion: reasonListSchema.default(usualReasons.expansion),
    'win-back': reasonListSchema.default(usualReasons['win-back']),
  })
  .prefault({});

/**
 * What somebody should know of a reason that the playbook lists for none of the movements that it may be of; `null` where
 * it does.
 */
export function unlistedReason(
  reasons: Reasons,
  movements: readonly ReasonedMovement[],
  reason: string,
): string | null {
  const names = [...new Set(movements.flatMap((movement) => Object.keys(reasons[movement])))];
  if (names.includes(reason)) return null;
  const nearest = nearestName(reason, names);
  const mend = nearest === undefined ? `it lists ${names.join(', ')}` : `did you mean "${nearest}"?`;
  return `the playbook lists no reason "${reason}" for ${movements.join(' or ')}; ${mend}`;
}
