import { saysLeaving } from '../../../domain/answers/renewal-answer.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { CustomerAnswer, DataSnapshot } from '../../../domain/mail/mail-content.ts';
import type { Signal } from '../../../domain/playbook/playbook.ts';
import { withoutAnyLinks } from '../customers/links-in-text.ts';
import type { Block, Tone } from '../layout/blocks.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { productsInRow } from '../names.ts';
import { customerAnswerWords, linkWords, mailWords } from '../words/words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;
/** The page of the task has all of it. */
const MOST_CHARACTERS_OF_A_COMMENT = 600;

type Side = Signal['side'];

/** A customer who leaves is a risk, whatever the signal was that asked them. */
export function sideOf(side: Side, said: CustomerAnswer | undefined): Side {
  return said?.about === 'renewal' && saysLeaving(said) ? 'risk' : side;
}

/** The customer's own words, before anything that we have to say. */
export function quoteBlocks(said: CustomerAnswer | undefined, tone: Tone, locale: Locale): Block[] {
  if (said === undefined) return [];
  const say = customerAnswerWords(locale);
  const name = shorten(onOneLine(said.name ?? ''), MOST_CHARACTERS_OF_A_NAME);
  return [
    {
      type: 'quote',
      tone,
      said: said.about === 'renewal' ? say.pressed(linkWords(locale).renewal[said.answer]) : say.rated(said.value),
      comment:
        said.comment === undefined
          ? undefined
          : shorten(say.quoted(withoutAnyLinks(said.comment)), MOST_CHARACTERS_OF_A_COMMENT),
      by: say.by(
        name === '' ? say.nobodyNamed : mailWords(locale).person(name),
        say.about[said.about],
        mailWords(locale).day(said.day),
      ),
    },
  ];
}

/** What the answer about a renewal is in a line; `null` of other words. In the subject with what is at stake. */
export function answersHeadline(
  said: CustomerAnswer | undefined,
  locale: Locale,
  place: 'subject' | 'mail',
): string | null {
  if (said?.about !== 'renewal') return null;
  const say = customerAnswerWords(locale);
  if (!saysLeaving(said) || place === 'mail') return say.headline[said.answer];
  const general = mailWords(locale);
  const mrr = said.mrr === undefined ? undefined : general.money(said.mrr, said.currency);
  return say.leaving(general.longDay(said.renewalDate), mrr);
}

/** What is at stake with a customer who leaves, right below what is to be done. */
export function stakesBlocks({ said, about }: Pick<DataSnapshot, 'said' | 'about'>, locale: Locale): Block[] {
  if (said?.about !== 'renewal' || !saysLeaving(said)) return [];
  const { data, money, longDay } = mailWords(locale);
  const mrr = said.mrr === undefined ? [] : [{ label: data.mrr, value: money(said.mrr, said.currency) }];
  const products = about?.products;
  const renewing = products === undefined ? [] : [{ label: data.renewing, value: productsInRow(locale, products) }];
  return [{ type: 'facts', rows: [...mrr, { label: data.renewal, value: longDay(said.renewalDate) }, ...renewing] }];
}
