import type { Speak } from '../../../../domain/locale/words.ts';
import type { MapWords } from './sections.ts';

/** Of fewer one kind more or less is another ratio. */
const FEW_KINDS = 10;
const zones = { O: '過剰', H: '満足', G: '期待外れ' };

export const map: Speak<MapWords> = (style) => ({
  heading: '改善マップ',
  lead: (kinds, answers) =>
    `やめること、良くすること、効率化することを見つけます。直近12か月の活動${style.number(kinds)}種類を、お客様の期待との差（回答${style.number(answers)}件）と、かけているリソースで並べています。`,
  empty: {
    heading: 'マップに載せる活動がまだありません',
    lead: 'お客様への活動を記録し、チームで評価するかお客様に尋ねると、活動の種類ごとにここに並びます。',
  },
  zones,
  zoneName: (zone) => `${zone}（${zones[zone]}）`,
  block: (block) => block,
  costly: '負担が大きい',
  levels: { 1: '少ない', 2: '標準', 3: '多い' },
  levelsHint: (hasHourCost) =>
    `リソースの1～3は、1種類あたりの平均の半分未満、平均前後、1.5倍超を表します。${hasHourCost ? '人の時間と、そのほかの費用を金額で合計しています。' : '1時間あたりの人件費が未設定のため、時間（分）で数えています。'}`,
  drawing: {
    title: '期待との差とリソース',
    described: (placed, unplaced) =>
      `お客様の回答で配置した活動が${style.number(placed)}種類、チームの評価のみ、または未評価の活動が${style.number(unplaced)}種類あります。すべて表に記載しています。`,
    gap: '期待との差',
    resources: 'リソース',
    key: '番号は下の表と同じです',
    marks: {
      sure: '塗りつぶした丸：回答10件以上',
      few: '白抜きの丸：回答10件未満（線は、ありうる範囲）',
      team: '四角：お客様の回答なし（チームの評価）',
    },
  },
  table: {
    heading: '活動の一覧',
    columns: {
      number: '番号',
      activity: '活動の種類',
      block: 'ブロック',
      customers: 'お客様の評価',
      team: 'チームの評価',
      resources: '1か月あたり',
      way: '次の一手',
    },
    counts: (less, asExpected, more) => [
      `期待以下${style.number(less)}`,
      `期待どおり${style.number(asExpected)}`,
      `期待以上${style.number(more)}`,
    ],
    gap: (value, low, high) => `差${value}（${low}～${high}）`,
    tooFew: (needed) => `参考値（あと${style.number(needed)}件必要）`,
    notAsked: 'まだ尋ねていません',
    notRated: '未評価',
    unsure: '隣のゾーンの可能性もあります',
    amount: (works, minutes, cost) => `${works}回・${minutes}分${cost === undefined ? '' : `・${cost}`}`,
    allIsWell: 'このまま続ける',
  },
  ratio: {
    heading: 'チームの O : H : G',
    lead: '活動の種類の分布を10に換算し、よく知られた比率と並べています。',
    columns: { team: 'チーム', ratio: 'O : H : G', means: '意味' },
    ours: (counts, kinds, phase) =>
      `回答が十分な${style.number(kinds)}種類の内訳：${counts}${kinds < FEW_KINDS ? '（種類が少ないため参考値）' : ''}。最も近い状態：${phase}`,
    none: (needed) => `回答が10件に達した活動はまだありません。最も近い活動で、あと${style.number(needed)}件必要です。`,
    between: (one, other) => `${one}～${other}`,
    us: 'このチーム',
    phases: {
      ideal: { name: '理想', means: 'すべてが期待どおりで、無駄がありません。新しいことを試す余裕があります。' },
      trying: { name: '新しい挑戦の最中', means: '始めたばかりの活動が一部期待に届いていません。学ぶための過程です。' },
      mature: { name: '成熟', means: '大半は良好です。習慣で続けている過剰なものと、まだ足りないものが残っています。' },
      starting: {
        name: '立ち上げ期',
        means: '3割以上が期待に届いていません。活動を増やす前に、まず少数を良くします。',
      },
    },
  },
  walls: {
    heading: '立ちはだかる壁と、越えるための打ち手',
    lead: 'お客様が満足し、かける手間も適正な H-2 へ進むために越える壁です。',
    columns: { zone: '位置', wall: '壁', moves: '打ち手', activities: '該当する活動' },
    wall: {
      courage: 'やめる勇気の壁：多すぎても、苦情は来ません。',
      service: 'サービス改善の壁：お客様の期待する水準まで引き上げます。',
      efficiency: '効率化の壁：お客様は満足していますが、当社の負担が大きい状態です。',
    },
    zoneOf: { courage: 'O-1～O-3', service: 'G-1～G-3', efficiency: 'H-3' },
    none: 'なし',
  },
  stages: {
    heading: 'カスタマージャーニーとの重ね合わせ',
    lead: 'どのゾーンの活動を、どのステージで何回行ったかを示します。',
    columns: { stage: 'ステージ', works: '回' },
    none: 'ステージが分かる活動の記録はありません。',
  },
  row: {
    from: '業務の改善',
    make: (move) => move,
    look: (move) => `「${move}」の結果を確かめる`,
    open: { make: '完了・取りやめ', look: '確認' },
  },
  agreed: {
    heading: 'チームの改善',
    lead: 'それぞれに担当者と期限があります。完了後は、前後の変化を、偶然の範囲とあわせて確かめます。',
    none: '決まった改善はまだありません。',
    columns: { move: '打ち手', owner: '担当者', due: '期限', state: '状況' },
    from: (block) => `${block}から`,
    overdue: '期限切れ',
    open: '進行中',
    doneOn: (day) => `${style.day(day)}に完了`,
    done: '今日で完了にする',
    drop: '取りやめる',
    lookOn: (day) => `${style.day(day)}に結果を確かめます。`,
    looked: '結果を確認した',
    lookedOn: (day) => `${style.day(day)}に結果を確認`,
    asExpected: '「期待どおり」の割合（前→後）：',
    blocks: (from, since, needed) =>
      `ブロック：${from ?? '未回答'}→${since ?? 'その後の回答はまだありません'}${since !== undefined && needed > 0 ? `（参考値、あと${style.number(needed)}件）` : ''}`,
    minutes: {
      mean: (minutes, works) => `${minutes}分（${style.number(works)}件）`,
      told: (before, after, difference, low, high) =>
        `1回あたり：${before}→${after}、差${difference}分（${low}～${high}）`,
      few: (before, after) => `1回あたり：${before}→${after}。件数が少なく、差はまだ判断できません。`,
    },
    more: (moves) => `古い${style.number(moves)}件は表示していません。`,
  },
  agree: {
    heading: '打ち手を決める',
    lead: '一度に1つが確実です。負担が大きく期待外れのもの、なくても誰も困らないものから始めます。',
    activity: '活動の種類',
    kind: '打ち手',
    owner: '担当者',
    due: '期限',
    note: '具体的な内容（任意）',
    button: '決定する',
    told: (activity, kind) => `決定しました：${activity}・${kind}`,
    complaint: {
      choose: '活動の種類、打ち手、担当者を選んでください。',
      rating: '活動の種類と、お客様の受け止め方を選んでください。',
      day: '今日以降の日付を選んでください。',
      'too-long': '長すぎます。短くまとめてください。',
      'too-many': '進行中の改善が100件あります。先に完了するか、取りやめてください。',
    },
    finished: (activity, kind) =>
      `完了しました：${activity}・${kind}。8週間後、担当者の「今日」に結果の確認が届きます。`,
    dropped: (activity, kind) => `取りやめました：${activity}・${kind}`,
    'looked-at': (activity, kind) => `結果を確認しました：${activity}・${kind}`,
    gone: { heading: 'この改善はもうありません', lead: 'ほかの人が取りやめました。何も変更していません。' },
    changed: {
      heading: 'ほかの人が先に変更しました',
      lead: 'ご覧になっている間に内容が変わりました。今回の操作は保存されていません。現在の内容をご確認ください。',
    },
    back: '改善マップに戻る',
  },
  rate: {
    heading: '自分の評価',
    lead: 'お客様はどう受け止めていると思いますか。お客様の回答とは分けて表示し、回答としては数えません。',
    activity: '活動の種類',
    legend: 'お客様の受け止め方',
    button: '評価する',
    told: (activity) => `評価しました：${activity}`,
  },
  expectations: { less: '期待以下', 'as-expected': '期待どおり', more: '期待以上' },
});
