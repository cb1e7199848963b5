import type { Language } from '../domain/locale/locale.ts';
import { erasingAccount, type OnErasingAccount } from '../domain/personal-data/account-data.ts';
import {
  type Keeping,
  type KeepingSetting,
  keepingRules,
  keepingSettings,
  type StayingReason,
} from '../domain/personal-data/keeping.ts';
import {
  type KeptData,
  type KeptKind,
  keptData,
  type OnErasing,
  type PersonalPart,
  type Store,
} from '../domain/personal-data/kept-data.ts';

/** The pages that hold the register, between its two marks. */
export const personalDataPages: Record<Language, string> = {
  en: 'docs/personal-data.md',
  ja: 'docs/personal-data.ja.md',
};

const marksOf = (part: string) => ({
  begin: `<!-- ${part}: written by \`npm run docs:personal-data\` -->`,
  end: `<!-- end of ${part} -->`,
});

/** More days than anybody means. */
const UNBOUNDED = 10_000;

interface Words {
  heads: readonly string[];
  parts: Record<PersonalPart, string>;
  nothing: string;
  stores: Record<Store, string>;
  erasing: Record<OnErasing, string>;
  erasingAccount: Record<OnErasingAccount, string>;
  forGood: string;
  reasons: Record<StayingReason, string>;
  days(days: number): string;
  setting(name: string): string;
  settings: {
    heads: readonly string[];
    mustSay: string;
    bounds(least: string, most: string | null): string;
    reaches: Record<'all' | 'what-comes', string>;
  };
  join: string;
}

const words: Record<Language, Words> = {
  en: {
    heads: [
      'What is kept',
      'Name in answers',
      'Of a person',
      'How long',
      'When a person is erased',
      'When an account is erased',
    ],
    parts: {
      id: 'id',
      name: 'name',
      address: 'mail address',
      role: 'role',
      words: 'what they wrote, or what is written of them',
      behaviour: 'what they did and when',
      team: 'who of the own team',
    },
    nothing: 'nothing',
    stores: {
      accounts: 'In the table `accounts`',
      events: 'In the table `events`',
      queue: 'In queues',
      log: 'In logs',
      archive: "In the bus's archive",
      secret: 'In secrets',
      'mail-service': 'At the mail service',
      backup: 'In backups',
      runs: 'In records of runs',
    },
    erasing: {
      deleted: 'deleted',
      replaced: 'a pseudonym takes their place; their words go',
      expires: 'goes by itself after that time',
      'not-ours': "stays: the list is the AWS account's",
      untouched: 'stays: it names none of a customer',
    },
    erasingAccount: {
      deleted: 'deleted',
      moved: 'its own stands under a pseudonym, without notes',
      replaced: 'a pseudonym takes its place',
      'counted-anew': 'stays as it was counted; what is counted anew is without it',
      expires: 'goes by itself after that time',
      'where-alone': 'deleted by `--everywhere`, unless another account has the address',
      'not-ours': "stays: the list is the AWS account's",
      untouched: 'stays: no account is in it',
    },
    forGood: 'for good',
    reasons: {
      identity: 'for good: it says whose data it is',
      refusal: 'for good: nobody is to write to them again',
      figures: 'for good: signals and figures are counted out of it',
      'replaced-by-next': 'until the next one takes its place',
      'under-way': 'until that is done',
    },
    days: (days) => (days === 1 ? 'a day' : `${days} days`),
    setting: (name) => `as \`${name}\` says`,
    settings: {
      heads: ['Setting', 'Is about', 'Days, unless set', 'May be', 'Another figure counts for'],
      mustSay: 'has to be set',
      bounds: (least, most) => (most === null ? `${least} or more` : `${least} to ${most}`),
      reaches: { all: 'all that is there, from the next night on', 'what-comes': 'what comes from then on' },
    },
    join: ', ',
  },
  ja: {
    heads: ['保存するもの', '出力での名前', '個人に関する内容', '保存期間', '個人を消去したとき', '顧客を消去したとき'],
    parts: {
      id: 'ID',
      name: '氏名',
      address: 'メールアドレス',
      role: '役割',
      words: '本人が書いた文章、または本人についての文章',
      behaviour: '行ったことと日時',
      team: '自社の担当者',
    },
    nothing: 'なし',
    stores: {
      accounts: '`accounts` テーブル',
      events: '`events` テーブル',
      queue: 'キュー',
      log: 'ログ',
      archive: 'イベントバスのアーカイブ',
      secret: 'シークレット',
      'mail-service': 'メール送信サービス',
      backup: 'バックアップ',
      runs: '実行の記録',
    },
    erasing: {
      deleted: '削除します',
      replaced: '仮の名前に置き換え、文章を消します',
      expires: '期間が過ぎると自然に消えます',
      'not-ours': 'AWSアカウント側の一覧のため残します',
      untouched: '顧客の個人を含まないため残します',
    },
    erasingAccount: {
      deleted: '削除します',
      moved: '仮の名前の下に移し、メモを消します',
      replaced: '仮の名前に置き換えます',
      'counted-anew': '集計済みの数はそのまま残し、新しい集計には含めません',
      expires: '期間が過ぎると自然に消えます',
      'where-alone': '`--everywhere` を付けたとき、別の顧客が使っていないアドレスのものを削除します',
      'not-ours': 'AWSアカウント側の一覧のため残します',
      untouched: '顧客の情報を含まないため残します',
    },
    forGood: '期限なし',
    reasons: {
      identity: '期限なし（誰のデータかを示すため）',
      refusal: '期限なし（今後も送信しないため）',
      figures: '期限なし（シグナルと指標の計算に使うため）',
      'replaced-by-next': '次の内容に置き換わるまで',
      'under-way': '処理が終わるまで',
    },
    days: (days) => `${days}日`,
    setting: (name) => `\`${name}\` の設定どおり`,
    settings: {
      heads: ['設定', '対象', '既定の日数', '指定できる日数', '変更が適用される範囲'],
      mustSay: '必須',
      bounds: (least, most) => (most === null ? `${least}以上` : `${least}〜${most}`),
      reaches: { all: '保存済みのものも含む（次の夜から）', 'what-comes': 'それ以降に届くもの' },
    },
    join: '、',
  },
};

/** The page with both tables as they stand now. Throws when the page has no place for one. */
export const withRegister = (page: string, language: Language): string =>
  withPart(withPart(page, 'settings', settingsIn(language)), 'register', registerIn(language));

function withPart(page: string, part: string, written: string): string {
  const marks = marksOf(part);
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new RangeError(`the page needs "${marks.begin}" and "${marks.end}"`);
  return `${page.slice(0, begin)}${marks.begin}\n\n${written}\n${page.slice(end)}`;
}

function settingsIn(language: Language): string {
  const say = words[language];
  const lines = keepingSettings.map((setting) => {
    const { least, most, usual, reaches } = keepingRules[setting];
    return rowOf([
      `\`${setting}\``,
      kindsOf(setting)
        .map(({ says }) => says[language])
        .join(say.join),
      usual === 'must-say' ? say.settings.mustSay : usual === 'for-good' ? say.forGood : `${usual}`,
      say.settings.bounds(`${least}`, most >= UNBOUNDED ? null : `${most}`),
      say.settings.reaches[reaches],
    ]);
  });
  return `${[rowOf(say.settings.heads), rowOf(say.settings.heads.map(() => '---')), ...lines].join('\n')}\n`;
}

const kindsOf = (setting: KeepingSetting) =>
  Object.values<KeptData>(keptData).filter(({ keptFor }) => keptFor === setting);

function registerIn(language: Language): string {
  const say = words[language];
  return Object.entries(say.stores)
    .map(([store, heading]) => {
      const kinds = (Object.entries(keptData) as [KeptKind, KeptData][]).filter(([, kept]) => kept.store === store);
      const lines = kinds.map(([name, kept]) => lineOf(name, kept, language));
      return [`### ${heading}`, '', rowOf(say.heads), rowOf(say.heads.map(() => '---')), ...lines, ''].join('\n');
    })
    .join('\n');
}

function lineOf(name: KeptKind, { says, holds, keptFor, onErasing }: KeptData, language: Language): string {
  const say = words[language];
  const parts = holds.length === 0 ? say.nothing : holds.map((part) => say.parts[part]).join(say.join);
  const time = timeOf(keptFor, say);
  return rowOf([
    says[language],
    `\`${name}\``,
    parts,
    time,
    say.erasing[onErasing],
    say.erasingAccount[erasingAccount(name)],
  ]);
}

function timeOf(keptFor: Keeping, say: Words): string {
  if (typeof keptFor === 'object') return say.reasons[keptFor.forGood];
  if (typeof keptFor === 'number') return say.days(keptFor);
  return keptFor === 'for-good' ? say.forGood : say.setting(keptFor);
}

const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
