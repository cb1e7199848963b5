import { patternWhenAsked } from '../names/pattern-when-asked.ts';

/** ISO 3166-1: of each country its two capitals, then its three. */
const CODES = `
  ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB
  BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR
  BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR
  CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK
  FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS
  GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN
  ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO
  LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
  MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER
  NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
  PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP
  SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF
  TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY
  UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKK YEYEM YTMYT ZAZAF ZMZMB ZWZWE`;

/** What is taken besides the names that Unicode has: names of ISO, long forms, what people and CRMs write. */
const OTHER_NAMES: Record<string, string[]> = {
  AE: ['UAE'],
  AS: ['アメリカ領サモア'],
  AU: ['豪州'],
  BN: ['Brunei Darussalam', 'ブルネイ・ダルサラーム'],
  BO: ['Bolivia, Plurinational State of', 'ボリビア多民族国'],
  BQ: ['Bonaire, Sint Eustatius and Saba', 'ボネール、シント・ユースタティウスおよびサバ'],
  BS: ['The Bahamas'],
  CD: [
    'Democratic Republic of the Congo',
    'Congo, Democratic Republic of the',
    'Congo, The Democratic Republic of the',
    'DR Congo',
    'DRC',
    'コンゴ民主共和国',
  ],
  CG: ['Congo', 'Republic of the Congo', 'Congo, Republic of the', 'コンゴ共和国'],
  CI: ["Cote d'Ivoire", 'Ivory Coast', '象牙海岸'],
  CN: ["People's Republic of China", 'PRC', 'Mainland China', '中華人民共和国', '中华人民共和国'],
  CZ: ['Czech Republic', 'チェコ共和国'],
  FK: ['Falkland Islands (Malvinas)', 'フォークランド(マルビナス)諸島'],
  FM: ['Micronesia, Federated States of', 'Federated States of Micronesia', 'ミクロネシア'],
  GB: [
    'UK',
    'Great Britain',
    'Britain',
    'United Kingdom of Great Britain and Northern Ireland',
    'England',
    'Scotland',
    'Wales',
    'Northern Ireland',
    '英国',
    'グレートブリテン',
    'グレートブリテン及び北アイルランド連合王国',
  ],
  GF: ['フランス領ギアナ'],
  GM: ['Republic of The Gambia'],
  GR: ['EL'],
  GS: ['South Georgia and the South Sandwich Islands'],
  HK: ['Hong Kong', 'Hong Kong SAR', '香港'],
  HM: ['Heard Island and McDonald Islands', 'ハード島とマクドナルド諸島'],
  IO: ['イギリス領インド洋地域'],
  IR: ['Iran, Islamic Republic of', 'Islamic Republic of Iran', 'イラン・イスラム共和国'],
  JP: ['日本国', 'Nippon', 'Nihon'],
  KN: ['セントクリストファー・ネイビス'],
  KP: [
    "Korea, Democratic People's Republic of",
    "Democratic People's Republic of Korea",
    'DPRK',
    '朝鮮民主主義人民共和国',
  ],
  KR: ['Korea', 'Korea, Republic of', 'Republic of Korea', 'ROK', '大韓民国'],
  LA: ["Lao People's Democratic Republic", 'Lao PDR', 'ラオス人民民主共和国'],
  MD: ['Moldova, Republic of', 'Republic of Moldova', 'モルドバ共和国'],
  MF: ['Saint Martin (French part)', 'サン・マルタン(フランス領)'],
  MK: ['The Republic of North Macedonia', 'Macedonia', 'Macedonia, the former Yugoslav Republic of'],
  MM: ['Myanmar', 'Burma', 'ミャンマー', 'ビルマ'],
  MO: ['Macau', 'Macao', 'Macau SAR', 'マカオ', '澳門'],
  NL: ['The Netherlands', 'Netherlands (Kingdom of the)', 'Netherlands, Kingdom of the', 'Holland'],
  PF: ['フランス領ポリネシア'],
  PN: ['Pitcairn', 'ピトケアン'],
  PS: ['Palestine', 'State of Palestine', 'Palestine, State of', 'パレスチナ'],
  RU: ['Russian Federation', 'ロシア連邦'],
  SH: [
    'Saint Helena',
    'Saint Helena, Ascension and Tristan da Cunha',
    'セントヘレナ・アセンションおよびトリスタンダクーニャ',
  ],
  SJ: ['スヴァールバル諸島およびヤンマイエン島'],
  SX: ['Sint Maarten (Dutch part)', 'シント・マールテン(オランダ領)'],
  SY: ['Syrian Arab Republic', 'シリア・アラブ共和国'],
  SZ: ['Swaziland', 'スワジランド'],
  TF: ['フランス領南方・南極地域'],
  TL: ['East Timor'],
  TR: ['Turkey', 'Türkiye'],
  TW: ['Taiwan, Province of China', 'Taiwan, Republic of China', '中華民国', '台灣', '臺灣'],
  TZ: ['Tanzania, United Republic of', 'United Republic of Tanzania'],
  UM: ['United States Minor Outlying Islands'],
  US: ['U.S.', 'U.S.A.', 'United States of America', 'America', '米国', 'アメリカ'],
  VA: ['Holy See', 'Holy See (Vatican City State)', 'バチカン'],
  VC: ['セントビンセントおよびグレナディーン諸島'],
  VE: ['Venezuela, Bolivarian Republic of', 'ベネズエラ・ボリバル共和国'],
  VG: ['Virgin Islands, British', 'イギリス領ヴァージン諸島'],
  VI: ['Virgin Islands, U.S.', 'アメリカ領ヴァージン諸島'],
  VN: ['Viet Nam', 'ヴェトナム'],
};

/** In which a country is often named where the people are. Where two languages use a name, the earlier one counts. */
const LANGUAGES = ['en', 'ja', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ko', 'zh', 'zh-Hant'];

let capitals: Map<string, string> | undefined;
let everyName: Map<string, string> | undefined;

/** The two capitals of a country, given by a code or by a name that is in use for it; undefined when there is none. */
export function countryCodeOf(text: string): string | undefined {
  const name = text.normalize('NFKC').trim();
  capitals ??= codesByCapitals();
  const code = capitals.get(name.toLowerCase());
  if (code !== undefined) return code;
  // Names in eleven languages take longer to collect than a function takes to start, and what is stored is a code.
  everyName ??= codesByName(capitals);
  return everyName.get(plain(name)) ?? everyName.get(plain(name.replace(/\([^)]*\)$/, '')));
}

const betweenLetters = patternWhenAsked(String.raw`[^\p{L}\p{M}]+`, 'gu');

/** Without accents, punctuation and small words: `St. Kitts & Nevis` is `Saint Kitts and Nevis`. */
const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/\bsaint\b/g, 'st')
    .replace(/&|\b(?:and|the)\b/g, ' ')
    .replace(betweenLetters(), '');

function codesByCapitals(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const pair of CODES.trim().split(/\s+/)) {
    const code = pair.slice(0, 2);
    // Not put plainly: AND is Andorra.
    codes.set(code.toLowerCase(), code);
    codes.set(pair.slice(2).toLowerCase(), code);
  }
  return codes;
}

function codesByName(capitals: ReadonlyMap<string, string>): Map<string, string> {
  const codes = new Map(capitals);
  const add = (name: string, code: string) => {
    if (!codes.has(plain(name))) codes.set(plain(name), code);
  };
  for (const [code, names] of Object.entries(OTHER_NAMES)) for (const name of names) add(name, code);
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of new Set(capitals.values())) {
      const name = names.of(code);
      if (name !== undefined) add(name, code);
    }
  }
  return codes;
}
