import { inLocale } from '../../domain/locale/words.ts';
import { UNDOABLE_FOR_IN_MINUTES } from '../../domain/tasks/task-changes.ts';

/** Every word about taking back what was done a moment ago. */
export interface UndoWords {
  offer: string;
  button: string;
  ask: { heading: string; lead: string };
  undone: { heading: string; lead: string };
  /** What has come of it already, and stays. */
  gone: { heading: string; item(title: string, who: string): string };
  tooLate: { heading: string; lead: string };
}

const en: UndoWords = {
  offer: `Not what you meant? You can take it back for ${UNDOABLE_FOR_IN_MINUTES} minutes.`,
  button: 'Undo',
  ask: { heading: 'Open this task again?', lead: 'It goes on as if it had not been done.' },
  undone: { heading: 'The task is open again', lead: 'Nothing is closed because of it, and you can go on with it.' },
  gone: {
    heading: 'What had followed already stays. Tell whoever has it if it should wait.',
    item: (title, who) => `${title} · ${who}`,
  },
  tooLate: {
    heading: 'This can no longer be undone',
    lead: `That is possible for ${UNDOABLE_FOR_IN_MINUTES} minutes, and they have passed. Talk to whoever has what comes next, if something should change.`,
  },
};

const ja: UndoWords = {
  offer: `お間違えの場合は、${UNDOABLE_FOR_IN_MINUTES}分以内なら取り消せます。`,
  button: '取り消す',
  ask: { heading: 'このタスクを未完了に戻しますか', lead: '完了にする前の状態に戻ります。' },
  undone: { heading: 'タスクを未完了に戻しました', lead: 'このまま続けられます。' },
  gone: {
    heading: 'すでに続いていたタスクはそのまま残ります。待ってほしい場合は、担当の方にお伝えください。',
    item: (title, who) => `${title} · ${who}`,
  },
  tooLate: {
    heading: '取り消せる時間を過ぎました',
    lead: `取り消しは${UNDOABLE_FOR_IN_MINUTES}分以内に限られます。変更が必要な場合は、続きのタスクを担当する方にご相談ください。`,
  },
};

export const undoWords = inLocale<UndoWords>({ en: () => en, ja: () => ja });
