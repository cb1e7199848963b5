import type { Speak } from '../../../../domain/locale/words.ts';
import type { ProposalWords } from './sections.ts';

export const proposals: Speak<ProposalWords> = (style) => ({
  list: {
    heading: 'プレイブックへの提案',
    lead: 'うまくいった進め方を、チームの標準にするための提案です。ストーリーと過去のデータで試してから、マネージャーが公開します。',
    empty: {
      heading: '現在、提案はありません',
      lead: '改善マップの打ち手、プレイの比較、うまくいったタスクから提案できます。',
    },
    columns: { what: '変わること', from: 'きっかけ', who: '提案者', state: '状況' },
    waits: '判断待ち',
    more: 'これより古い提案は表示していません。',
    toPlays: 'プレイ',
    toMap: '改善マップ',
  },
  idea: {
    way: (play, way) => `プレイ「${play}」を「${way}」の進め方に統一し、比較を終えます。`,
    earlyInStage: (activity, stage) =>
      `お客様が「${stage}」に入ったら、「${activity}」のご依頼が来る前に、担当CSMへ先回りのタスクを出します。`,
    earlyWithSignal: (activity, signal) =>
      `シグナル「${signal}」のプレイに、「${activity}」のご依頼が来る前に先回りするタスクを加えます。`,
    drop: (task) => `タスク「${task}」を、すべてのプレイから外します。`,
    rarer: (task) => `タスク「${task}」を出すシグナルが、次に発生するまでの期間を2倍に延ばします。`,
    ask: (activity) =>
      `「${activity}」がお客様の期待に合っていたかを尋ねるメールを、担当CSMの承認を経て送るようにします（現在は送っていません）。`,
    note: (task) => `タスク「${task}」に、うまくいった進め方を書き加えます。`,
  },
  from: {
    move: (activity) => `改善の打ち手：${activity}`,
    play: (play) => `プレイの比較：${play}`,
    task: 'うまくいったタスク',
  },
  proposed: (who, moment) => `${moment}に${who}が提案`,
  decided: {
    published: (who, moment) => `${moment}に${who}が公開`,
    declined: (who, moment) => `${moment}に${who}が見送り`,
    asVersion: (version) => `（${version}）`,
  },
  unfit: {
    gone: '対象の項目は、現在のプレイブックにありません。',
    'so-already': 'プレイブックは、すでにそうなっています。',
    'nowhere-asked':
      'この活動を求めるプレイはありません。担当者がそれぞれの判断で行っている活動のため、プレイブックから外すものがありません。チームで申し合わせてください。',
    'asked-nowhere':
      'この活動についてお客様に尋ねるメールが、プレイブックにありません。担当者がメールを用意する必要があります。',
    'all-of-a-play':
      'このタスクだけで成り立っているプレイがあります。外すとプレイとシグナルも不要になるため、担当者がプレイブックを書き直す必要があります。',
    'once-already': 'もともと1回しか発生しないため、これ以上減らせません。',
  },
  diff: {
    heading: 'プレイブックの変更点',
    against: (version) => `現在運用中の${version}との比較です。`,
    columns: { where: '箇所', before: '現在', after: '変更後' },
    nothing: '変わる箇所はありません。',
    isNew: '追加',
    isGone: '削除',
    task: (title) => `タスク「${title}」`,
    mail: (subject) => `メール「${subject}」`,
    modes: { off: '送らない', draft: '下書きをCSMに渡す', approve: 'CSMの承認後に送る', send: '自動で送る' },
    way: (name) => `進め方「${name}」`,
    steps: '手順',
    fields: { title: 'タイトル', body: '本文', subject: '件名' },
    more: (count) => `ほか${style.number(count)}件`,
    stageEntered: (stage, days) =>
      `お客様が「${stage}」に入ってから${style.number(days)}日以内に、毎回1度だけ発生します。`,
    startsPlay: (play) => `プレイ「${play}」を始めます。`,
    dueIn: (days) => `担当CSM宛て、期限は${style.number(days)}営業日以内です。`,
  },
  check: {
    heading: 'チェック',
    fine: 'プレイブックの内容、これまでの経緯、チームの体制のいずれとも矛盾はありません。',
    unfit: 'プレイブックの内容、またはチームの体制と合わない箇所があります。',
    tooLarge: 'プレイブックが大きくなりすぎるため、保存できません。',
  },
  stories: {
    heading: 'ストーリー',
    none: 'ストーリーが登録されていないため、期待どおりに動くかは確かめていません。システムの運用担当者が、プレイブックとあわせて登録できます。',
    allHold: (stories) => `${style.number(stories)}件を確認し、この変更によって結果が変わるものはありませんでした。`,
    already: (stories) =>
      `${style.number(stories)}件は、現在のプレイブックでも期待と異なります。この変更による影響ではありません。`,
    broken: (stories) => `${style.number(stories)}件の結果が、期待と異なるものになります。`,
    expected: '期待',
    instead: '変更後',
    more: (count) => `ほか${style.number(count)}件`,
    howToMend:
      'ストーリーが正しければ、この提案は見送ってください。期待するものが変わった場合は、プレイブックのファイルとあわせてストーリーを書き直す必要があります。',
    waits: 'ストーリーを確認しています。',
  },
  whatIf: { heading: '過去のデータで試した結果', waits: '全アカウントの過去のデータを確認しています。' },
  tries: {
    none: 'まだ試していません。',
    stale: (version) =>
      `${version}に対して試した結果です。その後プレイブックが変わりましたので、もう一度お試しください。`,
    failed: '途中で中断しました。',
    running: 'ストーリーと、全アカウントの直近13週間のデータで試しています。',
    lookAgain: '表示を更新',
    button: '試す',
    again: 'もう一度試す',
    sameAs: (running) => `現在の${running}も内容は同じです。`,
    at: (moment, version) => `${moment}に、${version}に対して試しました。`,
  },
  decide: {
    heading: '判断する',
    lead: '理由とあわせて、プレイブックの新しいバージョンになります。公開後に元に戻すこともできます。',
    reason: '理由（後から見る人のために）',
    publish: '公開する',
    decline: '見送る',
    declineLead: '見送る場合',
    forManagers: '公開するかどうかは、マネージャーが判断します。',
    notYet: '現在のプレイブックに対して試し終えると、公開できます。',
    broken: '結果が期待と異なるストーリーがあるため、公開できません。',
    unfit: 'このままでは公開できません。',
  },
  propose: {
    heading: 'プレイブックの変更を提案する',
    lead: 'この時点では何も変わりません。試した結果を見て、マネージャーが判断します。',
    why: '提案の理由',
    button: '提案して試す',
    at: 'いつ行いますか',
    inStage: (stage, asked) =>
      asked > 0 ? `「${stage}」に入ったとき（この1年の依頼：${style.number(asked)}件）` : `「${stage}」に入ったとき`,
    withSignal: (signal) => `「${signal}」の発生時`,
    inStages: 'ステージに入ったとき',
    withSignals: 'シグナルの発生時',
    nearest: '近い内容で提案できること',
    none: 'プレイブックで近いことを行う方法もありません。',
    byPeople:
      'この活動の進め方は、プレイブックに書かれていません（本文のあるタスクも、お客様に尋ねるメールもありません）。そのため、変更できるところがありません。質を高める方法や手間を減らす方法を、チームで決めてください。',
    kind: {
      way: 'この進め方に統一する',
      early: '依頼の前に、先回りで行う',
      drop: 'タスクをプレイから外す',
      rarer: '頻度を半分にする',
      ask: 'お客様に尋ねる',
      note: 'タスクに書き加える',
    },
    text: 'うまくいった進め方',
    textHint: 'このタスクを受け取る全員が読みます。お客様名や個人名は書かないでください。',
  },
  told: {
    proposed: '提案を登録し、試しています。',
    proposedUnfit: '提案を登録しましたが、このままでは試せません。理由は下の「チェック」に表示しています。',
    tried: '試しています。',
    unfit: 'このままでは試せません。理由は下の「チェック」に表示しています。',
    published: (version) => `公開しました。今後は${version}で運用します。`,
    declined: '提案を見送りました。',
  },
  complaint: {
    'no-reason': '理由を入力してください。',
    'too-long': '長すぎます。短くまとめてください。',
    'no-choice': 'いつ行うかを選んでください。',
    'too-many': '判断待ちの提案が50件あります。先にいくつか判断してください。',
    'no-text': 'うまくいった進め方を入力してください。{{ }} や {% %} は使えません。',
  },
  gone: { heading: 'この提案は見つかりません', lead: '対象がなくなったか、アドレスが途中で切れています。' },
  changed: {
    heading: 'ほかの人が先に操作しました',
    lead: 'ご覧になっている間に、判断または試行が行われました。今回の操作は保存されていません。現在の状況をご確認ください。',
  },
  notReady: {
    heading: 'まだ公開できません',
    lead: '現在のプレイブックに対して、チェック、ストーリー、過去のデータでの確認を終える必要があります。不足しているものをご確認ください。',
  },
  overtaken: {
    heading: 'ほかの人が先に公開しました',
    lead: 'ご覧になっている間にプレイブックが変わりました。何も公開していません。現在のプレイブックに対して、もう一度お試しください。',
  },
  back: '提案の一覧',
  backToProposal: '提案に戻る',
  lead: {
    fromMove: 'プレイブックへの変更を提案',
    fromWay: (way) => `「${way}」への統一を試して提案`,
    fromTask: 'うまくいった進め方として提案する',
    all: 'プレイブックへの提案',
  },
  name: (what) => `提案：${what}`,
});
