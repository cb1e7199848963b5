import type { Language } from '../domain/locale/locale.ts';
import { erasingAccount, type OnErasingAccount } from '../domain/personal-data/account-data.ts';
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

const marks = { begin: '<!-- register: written by `npm run docs:personal-data` -->', end: '<!-- end of register -->' };

interface Words {
  heads: readonly string[];
  parts: Record<PersonalPart, string>;
  nothing: string;
  stores: Record<Store, string>;
  erasing: Record<OnErasing, string>;
  erasingAccount: Record<OnErasingAccount, string>;
  forGood: string;
  days(days: number): string;
  setting(name: string): string;
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
      untouched: 'stays: it names none of a customer',
    },
    erasingAccount: {
      deleted: 'deleted',
      moved: 'its own stands under a pseudonym, without notes',
      replaced: 'a pseudonym takes its place',
      'counted-anew': 'stays as it was counted; what is counted anew is without it',
      expires: 'goes by itself after that time',
      'where-alone': 'deleted by `--everywhere`, unless another account has the address',
      untouched: 'stays: no account is in it',
    },
    forGood: 'for good',
    days: (days) => (days === 1 ? 'a day' : `${days} days`),
    setting: (name) => `as \`${name}\` says`,
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
      untouched: '顧客の個人を含まないため残します',
    },
    erasingAccount: {
      deleted: '削除します',
      moved: '仮の名前の下に移し、メモを消します',
      replaced: '仮の名前に置き換えます',
      'counted-anew': '集計済みの数はそのまま残し、新しい集計には含めません',
      expires: '期間が過ぎると自然に消えます',
      'where-alone': '`--everywhere` を付けたとき、別の顧客が使っていないアドレスのものを削除します',
      untouched: '顧客の情報を含まないため残します',
    },
    forGood: '期限なし',
    days: (days) => `${days}日`,
    setting: (name) => `\`${name}\` の設定どおり`,
    join: '、',
  },
};

/** The page with the register as it stands now. Throws when the page has no place for it. */
export function withRegister(page: string, language: Language): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new RangeError(`the page needs "${marks.begin}" and "${marks.end}"`);
  return `${page.slice(0, begin)}${marks.begin}\n\n${registerIn(language)}\n${page.slice(end)}`;
}

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
  const time =
    keptFor === 'for-good' ? say.forGood : typeof keptFor === 'number' ? say.days(keptFor) : say.setting(keptFor);
  return rowOf([
    says[language],
    `\`${name}\``,
    parts,
    time,
    say.erasing[onErasing],
    say.erasingAccount[erasingAccount(name)],
  ]);
}

const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
