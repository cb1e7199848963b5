import { inLocale } from '../../../domain/locale/words.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import type { Day } from '../../../domain/time/day.ts';
import { lowerFirst, words } from '../words.ts';

/** What a task mail says about the order of a play, and what is said of a task that is late. */
export interface PlayWords {
  togetherWith(names: string[]): string;
  nobodyElse: string;
  doneBefore: string;
  done(title: string, name: string | undefined, outcome: TaskOutcome | null, note: string | undefined): string;
  comesNext: string;
  late: {
    reminder: {
      subject(account: string, title: string, due: Day): string;
      why(escalateAfterInBusinessDays: number): string;
      footer: string;
    };
    escalation: {
      subject(account: string, title: string, name: string, due: Day): string;
      /** What is asked of the manager, as the first line. */
      ask(account: string, title: string, name: string): string;
      why(name: string): string;
      whyNobody: string;
      footer: string;
    };
    nobody: string;
    dueSince(day: Day): string;
    lateBy(businessDays: number): string;
    toDo: { reminder: string[]; escalation(name: string): string[] };
    recordIt: string;
  };
}

const en: PlayWords = {
  togetherWith: (names) => `together with ${names.join(' and ')}`,
  nobodyElse: 'a colleague still to be found',
  doneBefore: 'Done so far',
  done: (title, name, outcome, note) => {
    const what = [title, name && `by ${name}`].filter(Boolean).join(', ');
    const came = outcome === null ? '' : `: ${enOutcomes[outcome]}`;
    return `${what}${came}${note === undefined ? '' : ` (${note})`}`;
  },
  comesNext: 'What comes next',
  late: {
    reminder: {
      subject: (account, title, due) =>
        `Reminder · ${account}: ${lowerFirst(title)} · due since ${words('en').day(due)}`,
      why: (days) =>
        `This task is still open. The manager is told when it is ${days === 1 ? 'one business day' : `${days} business days`} late.`,
      footer: 'You are reminded of a task once.',
    },
    escalation: {
      subject: (account, title, name, due) =>
        `Overdue · ${account}: ${lowerFirst(title)} (${name}) · due since ${words('en').day(due)}`,
      ask: (account, title, name) => `${account}: see why “${lowerFirst(title)}” waits (${name})`,
      why: (name) => `${name} was reminded of it once, and it is still open.`,
      whyNobody: 'Nobody has this task: when it was raised, there was nobody in the team to give it to.',
      footer: 'You are told of an overdue task once.',
    },
    nobody: 'nobody',
    dueSince: (day) => `due since ${words('en').day(day)}`,
    lateBy: (days) => (days === 1 ? '1 business day late' : `${days} business days late`),
    toDo: {
      reminder: [
        'Do it today, or tell the customer when they will hear from you.',
        'Can’t you get to it? Agree with a colleague or your manager who does it.',
        'No longer needed? Mark it as done with the outcome “was not needed”. Wrong from the start? Choose “False alarm”; then nothing more is asked of anybody.',
      ],
      escalation: (name) => [
        name === en.late.nobody
          ? 'Find somebody who does it.'
          : `Ask ${name} what stands in the way: time, an answer, an idea?`,
        'Decide together: it is done today, somebody else does it, or it is not needed.',
        'Does this happen often? Then the playbook asks for more than the team can do: raise a threshold, or take a step out.',
      ],
    },
    recordIt: 'When it is done, tell whoever runs Sakimawari at your company what came of it, so that it is on record.',
  },
};

const enOutcomes: Record<TaskOutcome, string> = {
  won: 'won',
  helped: 'it helped',
  'no-effect': 'no effect',
  'not-needed': 'was not needed',
  'false-alarm': 'false alarm',
};

const ja: PlayWords = {
  togetherWith: (names) => `${names.map((name) => (name === ja.nobodyElse ? name : `${name}さん`)).join('、')}と一緒に`,
  nobodyElse: '担当未定の方',
  doneBefore: 'ここまでに済んだこと',
  done: (title, name, outcome, note) => {
    const came = [name && `${name}さん`, outcome && jaOutcomes[outcome]].filter(Boolean).join('、');
    return `${title}${came === '' ? '' : `（${came}）`}${note === undefined ? '' : `：${note}`}`;
  },
  comesNext: 'このあとに続くこと',
  late: {
    reminder: {
      subject: (account, title, due) => `【リマインド】${account}：${title}｜${words('ja').day(due)}期限`,
      why: (days) =>
        `このタスクはまだ完了していません。期限から${days}営業日を過ぎると、マネージャーにもお知らせします。`,
      footer: 'リマインドは、ひとつのタスクにつき一度だけお送りします。',
    },
    escalation: {
      subject: (account, title, name, due) =>
        `【期限超過】${account}：${title}（${ja.late.nobody === name ? name : `${name}さん`}）｜${words('ja').day(due)}期限`,
      ask: (account, title, name) =>
        `${account}：「${title}」が進んでいない理由を確認する（${ja.late.nobody === name ? name : `${name}さん`}）`,
      why: (name) => `${name}さんに一度リマインドしましたが、まだ完了していません。`,
      whyNobody: 'このタスクには担当者がいません。作成時に、お願いできる方がチームにいませんでした。',
      footer: '期限超過のお知らせは、ひとつのタスクにつき一度だけお送りします。',
    },
    nobody: '担当未定',
    dueSince: (day) => `${words('ja').day(day)}が期限でした`,
    lateBy: (days) => `期限から${days}営業日過ぎています`,
    toDo: {
      reminder: [
        '今日のうちに進めるか、いつご連絡できるかをお客様にお伝えします。',
        '手が回らないときは、誰が引き受けるかを同僚やマネージャーと決めます。',
        'もう必要がなければ、結果を「不要だった」として完了にします。そもそも誤りだった場合は「誤報だった」を選びます。この件では、もう誰にもお願いしません。',
      ],
      escalation: (name) => [
        name === ja.late.nobody
          ? '担当する方を決めます。'
          : `${name}さんに、何が妨げになっているか（時間・返答待ち・進め方）を聞きます。`,
        '今日中に行う、別の方が引き受ける、不要とする、のいずれかを一緒に決めます。',
        'たびたび起きるようなら、プレイブックの求める量がチームの手に余っています。しきい値を見直すか、手順を減らします。',
      ],
    },
    recordIt: '完了したら、結果をSakimawariの運用担当の方にお知らせください。記録に残ります。',
  },
};

const jaOutcomes: Record<TaskOutcome, string> = {
  won: '成約・合意',
  helped: '効果あり',
  'no-effect': '効果なし',
  'not-needed': '不要だった',
  'false-alarm': '誤報だった',
};

export const playWords = inLocale<PlayWords>({ en: () => en, ja: () => ja });
