import type { ContactRole, Stage } from '../../domain/account/account.ts';
import { inLocale } from '../../domain/locale/words.ts';
import type { DataSnapshot, Lack } from '../../domain/mail/mail-content.ts';
import type { Signal } from '../../domain/playbook/playbook.ts';
import type { Priority } from '../../domain/tasks/priority.ts';
import { type Day, dayNumber, weekdayOf } from '../../domain/time/day.ts';

/** Every word of the mails that is not the playbook's. */
export interface Words {
  side: Record<Signal['side'], string>;
  /** `Wed 3 Jun` */
  day(day: Day): string;
  /** With its year. */
  longDay(day: Day): string;
  /** To the minute, in the given time zone. */
  moment(isoTime: string, timeZone: string): string;
  by(day: Day): string;
  customer(account: string): string;
  person(name: string): string;
  subject(side: string, account: string, headline: string, due: Day): string;
  firstLine(account: string, title: string): string;
  /** The same, of somebody or something at the account. */
  about(whose: string, title: string): string;
  /** Between what is asked and until when. */
  pause: string;
  moreTasks(count: number): string;
  /** Below a list that names as many as it has room for. */
  morePeople(count: number): string;
  moreThings(count: number): string;
  sections: { why: string; toDo: string; colleagues: string; people: string; data(asOf: Day): string };
  /** How often an event happened; log-ins have a name of their own. */
  /** What moved, in a few words, for the subject. */
  days(count: number): string;
  championLast(name: string, day: Day): string;
  weeklyLogins: { caption: string; first: string; last(count: number): string; none: string };
  priority: Record<Priority, string>;
  colleague(name: string, title: string, due: Day): string;
  nobody: string;
  lacks: Record<Lack, string>;
  data: {
    health: string;
    grade: Record<NonNullable<DataSnapshot['health']>['grade'], string>;
    stale: string;
    changeIn7Days(points: string): string;
    activeUsers: string;
    activatedUsers: string;
    users(count: number, licenses?: number): string;
    plan: string;
    mrr: string;
    stage: string;
    renewal: string;
    lastActive(day: Day | null): string;
  };
  stages: Record<Stage, string>;
  roles: Record<ContactRole, string>;
  number(value: number): string;
  money(value: number, currency: string | undefined): string;
  raisedBecause(signal: string, playbook: string): string;
  draft: {
    subject(person: string, account: string): string;
    title(person: string, account: string): string;
    lead: string;
    /** Leads to the page where it can be changed, sent or copied. */
    toPage: string;
    open: string;
    tooLong: string;
    to: string;
    subjectLine: string;
    text: string;
  };
  approval: {
    subject(person: string, account: string): string;
    title(person: string, account: string): string;
    lead(days: number): string;
    open: string;
  };
  sourceStale: {
    subject(source: string, since: string): string;
    title(source: string): string;
    since(moment: string): string;
    why: string;
    whyTitle: string;
    toDoTitle: string;
    toDo: string[];
    footer: string;
  };
}

const englishWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const japaneseWeekdays = ['日', '月', '火', '水', '木', '金', '土'];

function partsOf(day: Day) {
  const date = new Date(dayNumber(day) * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    dayOfMonth: date.getUTCDate(),
    weekday: weekdayOf(day),
  };
}

/** A format costs more to make than a hundred mails to write with it. */
const longMonth = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

function numberIn(locale: string, value: number, mostDecimals = 1): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: mostDecimals }).format(value);
}

function moneyIn(locale: string, value: number, currency: string | undefined): string {
  if (currency === undefined) return numberIn(locale, value, 2);
  const options = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  return new Intl.NumberFormat(locale, options).format(value);
}

function momentIn(locale: string, isoTime: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(new Date(isoTime));
}

/** Typographic minus, so that it is as wide as the plus and never breaks from its number. */

const plural = (count: number, one: string, many: string) => `${numberIn('en', count)} ${count === 1 ? one : many}`;

const en: Words = {
  side: { risk: 'Risk', opportunity: 'Opportunity', service: 'Coming up' },
  day: (day) => {
    const { month, dayOfMonth, weekday } = partsOf(day);
    return `${englishWeekdays[weekday]} ${dayOfMonth} ${englishMonths[month]}`;
  },
  longDay: (day) => {
    const { year, dayOfMonth } = partsOf(day);
    return `${dayOfMonth} ${longMonth.format(new Date(day))} ${year}`;
  },
  moment: (isoTime, timeZone) => momentIn('en-GB', isoTime, timeZone),
  by: (day) => `by ${en.day(day)}`,
  customer: (account) => account,
  person: (name) => name,
  subject: (side, account, headline, due) => `${side} · ${account}: ${headline} · ${en.by(due)}`,
  firstLine: (account, title) => `${account}: ${lowerFirst(title)}`,
  about: (whose, title) => `${whose}: ${lowerFirst(title)}`,
  pause: ', ',
  moreTasks: (count) => `Then ${plural(count, 'more task', 'more tasks')}, below.`,
  morePeople: (count) => `and ${numberIn('en', count)} more`,
  moreThings: (count) => `and ${numberIn('en', count)} more`,
  sections: {
    why: 'Why',
    toDo: 'What to do',
    colleagues: 'What colleagues do meanwhile',
    people: 'People',
    data: (asOf) => `Data, as of ${en.day(asOf)}`,
  },
  days: (count) => plural(count, 'day', 'days'),
  championLast: (name, day) => `${name}, the champion, was last active on ${en.day(day)}.`,
  weeklyLogins: {
    caption: 'Log-ins a week',
    first: '16 weeks ago',
    last: (count) => `last week: ${numberIn('en', count)}`,
    none: 'No log-ins in the last 16 weeks.',
  },
  priority: { high: 'high priority', normal: 'normal priority', low: 'low priority' },
  colleague: (name, title, due) => `${name}: ${lowerFirst(title)}, ${en.by(due)}`,
  nobody: 'Nobody yet',
  lacks: {
    'no-csm':
      'This account has no CSM. No mail could go to the customer; give the account a CSM so that it has one next time.',
    'no-address':
      'A mail of this play has not gone out: the person it is for has no address here. Add it, and write to them by hand.',
    'address-dead':
      'A mail of this play has not gone out: mail to the address we have comes back. Find the right one, and write to them by hand.',
    'mail-off': 'Mails to customers are switched off. Nothing has gone to the customer; write to them yourself.',
    'mail-approve':
      'The mail to the customer has not gone yet: it waits for the CSM to approve it, by the button in a mail of its own.',
    'mail-draft':
      'The mail to the customer has gone to the CSM as a draft. It reaches the customer when the CSM sends it.',
  },
  data: {
    health: 'Health',
    grade: { healthy: 'healthy', watch: 'watch', 'at-risk': 'at risk' },
    stale: 'last known, no data since',
    changeIn7Days: (points) => `${points} in 7 days`,
    activeUsers: 'Active users, 28 days',
    activatedUsers: 'Licenses taken up',
    users: (count, licenses) =>
      licenses === undefined
        ? numberIn('en', count)
        : `${numberIn('en', count)} of ${plural(licenses, 'license', 'licenses')}`,
    plan: 'Plan',
    mrr: 'MRR',
    stage: 'Stage',
    renewal: 'Renewal',
    lastActive: (day) => (day === null ? 'never active' : `last active ${en.day(day)}`),
  },
  stages: {
    'onboarding-1': 'Onboarding 1: kickoff',
    'onboarding-2': 'Onboarding 2: set-up',
    'onboarding-3': 'Onboarding 3: first full cycle',
    adoption: 'Adoption',
    expansion: 'Expansion',
    renewal: 'Renewal',
  },
  roles: { champion: 'champion', admin: 'admin', executive: 'executive', user: 'user' },
  number: (value) => numberIn('en', value),
  money: (value, currency) => moneyIn('en', value, currency),
  raisedBecause: (signal, playbook) =>
    `You get this because the playbook (${playbook}) watches “${signal}”. It is told once, and closes by itself when the signal recovers.`,
  draft: {
    subject: (person, account) => `Ready to send · ${account}: mail to ${person}`,
    title: (person, account) => `${account}: send this mail to ${person}`,
    lead: 'It is ready as it stands; a line of your own makes it better. Nothing goes to the customer until you send it.',
    toPage: 'Look through and send',
    open: 'Open in your mail program',
    tooLong: 'The text is too long to be carried over: copy it from below.',
    to: 'To',
    subjectLine: 'Subject',
    text: 'Text',
  },
  approval: {
    subject: (person, account) => `Approve · ${account}: mail to ${person}`,
    title: (person, account) => `${account}: may this mail go to ${person}?`,
    lead: (days) =>
      `It goes from your address as it stands here, or as you change it. Without your word it never goes: after ${plural(days, 'day', 'days')} it is dropped.`,
    open: 'Look at it and decide',
  },
  sourceStale: {
    subject: (source, since) => `Operator · source “${source}”: no events since ${since}`,
    title: (source) => `Find out why “${source}” sends no events`,
    since: (moment) => `Last event: ${moment}`,
    whyTitle: 'What this means',
    why: 'No data is not “no usage”: until events arrive again, health scores keep their last value and no fall or absence is raised. Nothing is lost that the product sends again later.',
    toDoTitle: 'What to look at',
    toDo: [
      'Does the product run, and does its job that sends events?',
      'Does it get errors from the webhook (401: its secret; 4xx: its body)?',
      '`npx sakimawari doctor` and `npx sakimawari quarantine list` show what we see here.',
    ],
    footer: 'You get this once per interruption.',
  },
};

const ja: Words = {
  side: { risk: 'リスク', opportunity: 'チャンス', service: '予定' },
  day: (day) => {
    const { month, dayOfMonth, weekday } = partsOf(day);
    return `${month + 1}月${dayOfMonth}日(${japaneseWeekdays[weekday]})`;
  },
  longDay: (day) => {
    const { year, month, dayOfMonth } = partsOf(day);
    return `${year}年${month + 1}月${dayOfMonth}日`;
  },
  moment: (isoTime, timeZone) => momentIn('ja', isoTime, timeZone),
  by: (day) => `${ja.day(day)}まで`,
  customer: (account) => `${account} 様`,
  person: (name) => `${name} 様`,
  subject: (side, account, headline, due) => `【${side}】${account}：${headline}｜${ja.by(due)}`,
  firstLine: (account, title) => `${account} 様：${title}`,
  about: (whose, title) => `${whose}：${title}`,
  // A bar would stay behind at the end of a line.
  pause: '\u3000',
  moreTasks: (count) => `このあとに続くタスクが${count}件あります。`,
  morePeople: (count) => `ほか${numberIn('ja', count)}名`,
  moreThings: (count) => `ほか${numberIn('ja', count)}件`,
  sections: {
    why: '理由',
    toDo: 'すること',
    colleagues: '同じ件で動いている方',
    people: '利用者',
    data: (asOf) => `データ（${ja.day(asOf)}時点）`,
  },
  days: (count) => `${numberIn('ja', count)}日`,
  championLast: (name, day) => `チャンピオンの${name}の最終利用は${ja.day(day)}です。`,
  weeklyLogins: {
    caption: '週ごとのログイン数',
    first: '16週間前',
    last: (count) => `直近1週間：${numberIn('ja', count)}回`,
    none: '過去16週間、ログインがありません。',
  },
  priority: { high: '優先度：高', normal: '優先度：中', low: '優先度：低' },
  colleague: (name, title, due) => `${name}：${title}｜${ja.by(due)}`,
  nobody: '担当未定',
  lacks: {
    'no-csm':
      'このお客様には担当CSMが登録されていないため、お客様へのメールをお送りできていません。担当CSMを登録してください。',
    'no-address':
      '宛先の方のメールアドレスが分からず、お送りできていないメールがあります。連絡先を確認し、直接ご連絡ください。',
    'address-dead':
      '登録されているアドレスに届かないため、お送りできていないメールがあります。正しい連絡先を確認し、直接ご連絡ください。',
    'mail-off': 'お客様へのメール送信は停止中です。お客様には何もお送りしていません。直接ご連絡ください。',
    'mail-approve':
      'お客様へのメールは、まだお送りしていません。担当CSMが、別にお届けしたメールのボタンから承認すると送信されます。',
    'mail-draft':
      'お客様へのメールは、下書きとして担当CSMにお送りしています。担当CSMが送るまで、お客様には届きません。',
  },
  data: {
    health: '健康度',
    grade: { healthy: '良好', watch: '要注意', 'at-risk': '危険' },
    stale: '最後に分かっている値',
    changeIn7Days: (points) => `7日間で${points}`,
    activeUsers: '利用者数（28日間）',
    activatedUsers: '活用中のライセンス',
    users: (count, licenses) =>
      licenses === undefined
        ? `${numberIn('ja', count)}名`
        : `${numberIn('ja', count)}名 / ${numberIn('ja', licenses)}ライセンス`,
    plan: 'プラン',
    mrr: '月額（MRR）',
    stage: '段階',
    renewal: '更新日',
    lastActive: (day) => (day === null ? '利用なし' : `最終利用 ${ja.day(day)}`),
  },
  stages: {
    'onboarding-1': '導入1：キックオフ',
    'onboarding-2': '導入2：設定',
    'onboarding-3': '導入3：最初の一巡',
    adoption: '定着',
    expansion: '拡大',
    renewal: '更新',
  },
  roles: { champion: 'チャンピオン', admin: '管理者', executive: '役員', user: '利用者' },
  number: (value) => numberIn('ja', value),
  money: (value, currency) => moneyIn('ja', value, currency),
  raisedBecause: (signal, playbook) =>
    `プレイブック（${playbook}）の「${signal}」に該当したため、お送りしています。お知らせは一度だけで、状況が戻れば自動で閉じます。`,
  draft: {
    subject: (person, account) => `【送信待ち】${account}：${person}へのメール`,
    title: (person, account) => `${account}の${person}へ、このメールを送る`,
    lead: 'このままお送りいただけます。ご自身の一言を添えると、より伝わります。あなたが送るまで、お客様には届きません。',
    toPage: '確認して送信する',
    open: 'メールソフトで開く',
    tooLong: '本文が長いため、自動では入りません。下の本文をコピーして貼り付けてください。',
    to: '宛先',
    subjectLine: '件名',
    text: '本文',
  },
  approval: {
    subject: (person, account) => `【承認待ち】${account}：${person}へのメール`,
    title: (person, account) => `${account}の${person}へ、このメールを送ってよいですか`,
    lead: (days) =>
      `あなたのアドレスから、このまま、または手直しした内容で送られます。承認するまでお客様には届きません。${days}日のあいだ返事がなければ、送らずに取りやめます。`,
    open: '確認して決める',
  },
  sourceStale: {
    subject: (source, since) => `【運用】「${source}」からのイベントが止まっています｜最終 ${since}`,
    title: (source) => `「${source}」からイベントが届かない原因を調べる`,
    since: (moment) => `最後のイベント：${moment}`,
    whyTitle: '影響',
    why: 'データが届かないことは、利用がないことではありません。届くまでのあいだ、健康度は最後の値のまま保たれ、減少や未利用のお知らせは出しません。製品から後で送り直された分は、失われません。',
    toDoTitle: '確認すること',
    toDo: [
      '製品と、イベントを送る処理は動いているか',
      'Webhookがエラーを返していないか（401：署名の鍵、その他の4xx：送信内容）',
      '`npx sakimawari doctor` と `npx sakimawari quarantine list` で、こちら側の状況を確認できます',
    ],
    footer: 'このお知らせは、停止のたびに一度だけお送りします。',
  },
};

export const words = inLocale<Words>({ en: () => en, ja: () => ja });

/** For a title inside a sentence; an abbreviation (`NPS`) stays as it is. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
