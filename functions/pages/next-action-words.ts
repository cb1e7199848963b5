import { inLocale } from '../../domain/locale/words.ts';
import type { Day } from '../../domain/time/day.ts';
import { words } from '../mail/words.ts';

/** Every word of the page on which the next action of an account is agreed. */
export interface NextActionWords {
  heading(account: string): string;
  lead: string;
  label: string;
  hint: string;
  save: string;
  soFar: string;
  noted(text: string, who: string | undefined, day: Day): string;
  saved: { heading: string; lead: string };
  gone: { heading: string; lead: string };
  refused: { empty: string; tooLong: string; changed(who: string | undefined): string };
}

const en: NextActionWords = {
  heading: (account) => `What happens next with ${account}?`,
  lead: 'It stands in the next weekly list, with how the score has moved since.',
  label: 'Next action',
  hint: 'One line: what, and who does it',
  save: 'Save',
  soFar: 'So far',
  noted: (text, who, day) => `${text}\n${who === undefined ? '' : `${who}, `}${words('en').day(day)}`,
  saved: { heading: 'Saved', lead: 'It stands in the next weekly list. You can change it here at any time.' },
  gone: { heading: 'This account is no longer here', lead: 'Nothing was saved.' },
  refused: {
    empty: 'Write down what happens next.',
    tooLong: 'That is too long for a line of the list: 300 characters at most.',
    changed: (who) =>
      `${who ?? 'Somebody'} has noted something else in the meantime: you see it above. Save again if yours is to take its place.`,
  },
};

const ja: NextActionWords = {
  heading: (account) => `${account} 様について、次に何をしますか`,
  lead: '次回の週次リストに、その後の健康度の動きとあわせて載ります。',
  label: '次の一手',
  hint: '何を、誰が行うかを1行で',
  save: '保存する',
  soFar: '現在の内容',
  noted: (text, who, day) => `${text}\n${who === undefined ? '' : `${who}、`}${words('ja').day(day)}`,
  saved: { heading: '保存しました', lead: '次回の週次リストに載ります。このページからいつでも変更できます。' },
  gone: { heading: 'このお客様の情報はもうありません', lead: '何も保存していません。' },
  refused: {
    empty: '次に何をするかを入力してください。',
    tooLong: '一覧の1行に収まるよう、300文字以内で入力してください。',
    changed: (who) =>
      `この間に${who ?? '別の方'}が内容を変更しました（上に表示しています）。置き換える場合は、もう一度保存してください。`,
  },
};

export const nextActionWords = inLocale<NextActionWords>({ en: () => en, ja: () => ja });
