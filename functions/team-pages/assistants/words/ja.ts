import type { Speak } from '../../../../domain/locale/words.ts';
import type { AssistantsWords } from './sections.ts';

export const assistants: Speak<AssistantsWords> = ({ number, day }) => ({
  heading: 'AIアシスタント',
  lead: 'ふだん使っているAIアシスタントに、今日対応が必要な顧客とその理由を尋ねられます。',
  rights: {
    heading: 'アシスタントにできること',
    lines: [
      '見られるのは、あなたがこの画面で見られるものだけです。',
      '変更は行いません。操作は、回答に添えられたリンクからこの画面で行ってください。',
      '読み取った内容は、アシスタントの提供会社に送られます。会社で認められたアシスタントを使ってください。',
    ],
  },
  connect: {
    heading: 'アシスタントとつなぐ',
    lead: 'アシスタントの設定で「コネクタ」または「MCPサーバー」を探し、次のアドレスを追加してください。続いて下でキーを作り、トークンとして入力します。',
    address: 'アドレス',
  },
  make: {
    heading: 'キーを作る',
    lead: (days) =>
      `アシスタントごとに1つ作ってください。キーは${number(days)}日間使えます。役割が変わったときやチームを離れたときは、その時点で使えなくなります。`,
    name: '名前',
    nameHint: 'アシスタントの名前など、見分けやすい名前を付けてください。',
    button: 'キーを作る',
  },
  refused: {
    noName: 'キーの名前を入力してください。',
    longName: 'もう少し短い名前にしてください。',
    tooMany: (most) => `キーは${number(most)}個まで作れます。使っていないキーを無効にしてから作ってください。`,
  },
  notYet: 'キーは作られていません。',
  keys: {
    heading: 'あなたのキー',
    columns: { name: '名前', key: '末尾', made: '作成日', used: '最終使用', ends: '期限', act: '無効化' },
    never: 'なし',
    none: 'キーはまだありません。',
    end: '無効にする',
  },
  ended: (name) => `キー「${name}」を無効にしました。このキーではもう利用できません。`,
  endedBefore: 'このキーは、すでに無効になっています。',
  made: {
    heading: (name) => `キー「${name}」`,
    lead: '今すぐ控えてください。この画面を閉じると、二度と表示されません。',
    key: 'キー',
    header:
      'トークンではなくヘッダーの入力を求められた場合は、名前に Authorization、値に Bearer と半角スペースに続けてキーを入力してください。',
    until: (on) => `${day(on)}まで使えます。`,
    secret:
      'このキーがあれば、誰でもあなたとして利用できます。他の人には渡さず、見られてしまったときはすぐにここで無効にしてください。',
    back: 'キーの一覧へ',
  },
});
