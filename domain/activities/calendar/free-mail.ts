/**
 * Where anybody has an address, so that a domain says nothing of the company. Packages with thousands of such domains fetch
 * their list from the network as they are installed; these are the large providers of Japan and of the world.
 */
const freeMailDomains: ReadonlySet<string> = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'outlook.jp',
    'hotmail.com',
    'hotmail.co.jp',
    'live.com',
    'live.jp',
  ],
  ...['msn.com', 'icloud.com', 'me.com', 'mac.com', 'yahoo.com', 'yahoo.co.jp', 'ymail.com', 'ymail.ne.jp', 'aol.com'],
  ...[
    'proton.me',
    'protonmail.com',
    'pm.me',
    'fastmail.com',
    'zoho.com',
    'mail.com',
    'hey.com',
    'duck.com',
    'tuta.com',
  ],
  ...['docomo.ne.jp', 'ezweb.ne.jp', 'au.com', 'softbank.ne.jp', 'i.softbank.jp', 'ymobile.ne.jp', 'rakumail.jp'],
  ...['nifty.com', 'nifty.ne.jp', 'biglobe.ne.jp', 'ocn.ne.jp', 'so-net.ne.jp', 'plala.or.jp', 'asahi-net.or.jp'],
  ...['goo.jp', 'excite.co.jp', 'infoseek.jp', 'dti.ne.jp', 'eonet.ne.jp', 'jcom.home.ne.jp', 'dion.ne.jp'],
  ...['gmx.de', 'gmx.net', 'gmx.com', 'web.de', 't-online.de', 'freenet.de', 'orange.fr', 'free.fr', 'laposte.net'],
  ...['yahoo.co.uk', 'yahoo.de', 'yahoo.fr', 'hotmail.co.uk', 'hotmail.fr', 'live.fr', 'btinternet.com', 'libero.it'],
  ...['qq.com', '163.com', '126.com', 'sina.com', 'naver.com', 'daum.net', 'hanmail.net', 'yandex.ru', 'mail.ru'],
  ...['comcast.net', 'att.net', 'verizon.net', 'sbcglobal.net', 'rediffmail.com', 'uol.com.br', 'bol.com.br'],
]);

/** Domains of their own customers, as `example.docomo.ne.jp` would be, count as the provider's as well. */
export function isFreeMail(domain: string): boolean {
  const labels = domain.split('.');
  return labels.some((_, i) => freeMailDomains.has(labels.slice(i).join('.')));
}
