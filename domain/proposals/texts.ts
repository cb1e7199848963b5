import type { Text } from '../locale/text.ts';

/** What an entry says that an idea adds: in the playbook's own languages, for the team to word anew as it likes. */
export const earlyTexts = (label: Text): Record<'label' | 'why' | 'title' | 'body', Text> => ({
  label: { en: `Before they ask: ${label.en}`, ja: `先回り：${label.ja}` },
  why: {
    en: `Customers ask for this again and again around this time (${label.en}). Done before they have to ask, it costs them less, and us.`,
    ja: `この時期には「${label.ja}」のご依頼が繰り返し寄せられています。お困りになる前にこちらから行えば、お客様にも私たちにも負担が少なくなります。`,
  },
  title: { en: `Before they ask: ${label.en}`, ja: `先回り：${label.ja}` },
  body: {
    en: `Do this now, before the customer has to ask for it: ${label.en}.\n\nLook first at what customers like them asked for, and begin with that. Done when they have what they would have asked for.`,
    ja: `「${label.ja}」のご依頼が来る前に、こちらから先回りして対応します。\n\n似たお客様から寄せられたご依頼を確認し、そこから始めてください。ご依頼いただくはずだった内容をお届けできれば完了です。`,
  },
});

const heading = { en: 'What has worked:', ja: 'うまくいった進め方：' } as const;

/** A task's text with what worked for somebody below it; `null` where it stands there already. */
export function withWhatWorked(body: Text, worked: string): Text | null {
  const written = worked.trim();
  if (body.en.includes(written) && body.ja.includes(written)) return null;
  return {
    ...body,
    en: `${body.en.trimEnd()}\n\n${heading.en} ${written}\n`,
    ja: `${body.ja.trimEnd()}\n\n${heading.ja}${written}\n`,
  };
}
