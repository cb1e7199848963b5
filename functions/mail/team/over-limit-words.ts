import { inLocale } from '../../../domain/locale/words.ts';
import type { LimitedKind } from '../../../domain/sources/usage-limits.ts';

interface LimitWords {
  subject(source: string): string;
  title(source: string): string;
  why: string;
  toDo: string[];
}

/** Of a source that brings more than it may in a day: what it does to the figures, and what to do about it. */
interface OverLimitWords {
  since(day: string): string;
  footer: string;
  limits: Record<LimitedKind, LimitWords>;
}

export const overLimitWords = inLocale<OverLimitWords>({
  en: () => ({
    since: (day) => `Since ${day}`,
    footer: 'You get this once, and again only if it stops and comes back.',
    limits: {
      names: {
        subject: (source) => `Operator · source “${source}” sends too many different event names`,
        title: (source) => `Find out why “${source}” sends so many event names`,
        why: 'Events that the playbook uses are counted as ever. Of the others, those beyond the limit are counted together: nothing about them can be told one by one. Nothing that was sent is lost while raw events are kept.',
        toDo: [
          'Do the names hold an id, an address or a date? Have the product send it as the event’s subject instead.',
          'If they are all wanted, have the limit raised: `limits` in the configuration.',
          'A name that is needed after all belongs in the playbook; `npx sakimawari rebuild` then counts its past anew.',
        ],
      },
      quarantine: {
        subject: (source) => `Operator · source “${source}” sends too many events that can’t be used`,
        title: (source) => `Find out what is wrong with the events of “${source}”`,
        why: 'Events that can’t be used are put aside. Beyond the day’s limit they are only counted, by reason, and can’t be tried again later: the product has to send them again. Events that can be used are stored and counted as ever.',
        toDo: [
          '`npx sakimawari quarantine list` shows what is wrong, with the first of them.',
          'Have the product mended, and what was missed sent again.',
          'If so many are to be kept, have the limit raised: `limits` in the configuration.',
        ],
      },
      waiting: {
        subject: (source) => `Operator · source “${source}” sends too many events of users without a known account`,
        title: (source) => `Find out whose events “${source}” sends`,
        why: 'Events of a user whose account is not known yet wait until it is. Beyond the day’s limit they are only counted: the product has to send them again. Events of known accounts are stored and counted as ever.',
        toDo: [
          'Does the product name the account, or tell once which account a user belongs to? Visitors who never log in need not be sent.',
          'Import which users belong to which account, and have what was missed sent again.',
          'If so many are to wait, have the limit raised: `limits` in the configuration.',
        ],
      },
    },
  }),
  ja: () => ({
    since: (day) => `${day}から`,
    footer: 'このお知らせは一度だけお送りします。いったん収まった後に再び起きたときは、改めてお知らせします。',
    limits: {
      names: {
        subject: (source) => `【運用】「${source}」から届くイベント名の種類が多すぎます`,
        title: (source) => `「${source}」のイベント名が増え続ける原因を調べる`,
        why: 'プレイブックで使うイベントは、これまでどおり集計しています。それ以外のイベントのうち上限を超えた分は、まとめて1つとして数えるため、個別の集計はできません。元のイベントは、保存期間中は失われません。',
        toDo: [
          'イベント名にID、アドレス、日付などが入っていないか。入っている場合は、subjectとして送るよう製品側の修正を依頼してください',
          'すべて必要な名前であれば、設定の `limits` で上限を引き上げてください',
          '後から必要になった名前は、プレイブックに加えてから `npx sakimawari rebuild` を実行すると、過去の分も集計し直せます',
        ],
      },
      quarantine: {
        subject: (source) => `【運用】「${source}」から、使えないイベントが大量に届いています`,
        title: (source) => `「${source}」のイベントの誤りを調べる`,
        why: '使えないイベントは隔離しています。1日の上限を超えた分は、理由ごとの件数だけを残すため、後から再処理できません。製品からの再送が必要です。使えるイベントは、これまでどおり保存、集計しています。',
        toDo: [
          '`npx sakimawari quarantine list` で、誤りの内容と最初に届いた分を確認できます',
          '製品側を修正し、届かなかった分の再送を依頼してください',
          'すべて残す必要があれば、設定の `limits` で上限を引き上げてください',
        ],
      },
      waiting: {
        subject: (source) => `【運用】「${source}」から、アカウントの分からないユーザーのイベントが大量に届いています`,
        title: (source) => `「${source}」のイベントが誰のものかを調べる`,
        why: 'アカウントがまだ分からないユーザーのイベントは、分かるまで保留しています。1日の上限を超えた分は件数だけを残すため、製品からの再送が必要です。アカウントの分かるイベントは、これまでどおり保存、集計しています。',
        toDo: [
          '製品は、アカウントを送っているか、またはユーザーがどのアカウントに属するかを一度伝えているか。ログインしない訪問者のイベントは、送る必要がありません',
          'どのユーザーがどのアカウントに属するかを取り込み、届かなかった分の再送を依頼してください',
          'すべて保留する必要があれば、設定の `limits` で上限を引き上げてください',
        ],
      },
    },
  }),
});
