import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';
import { inLocale } from '../../../domain/locale/words.ts';

export interface CustomersWordWords {
  /** What stood on the button that they pressed. */
  pressed(label: string): string;
  rated(value: number): string;
  quoted(comment: string): string;
  by(name: string, about: string, day: string): string;
  nobodyNamed: string;
  about: Record<'renewal' | 'survey', string>;
  headline: Record<RenewalAnswer, string>;
  /** Not renewing, with what is at stake. */
  leaving(renewalDay: string, mrr: string | undefined): string;
}

const en: CustomersWordWords = {
  pressed: (label) => `“${label}”`,
  rated: (value) => `${value} of 10`,
  quoted: (comment) => `“${comment}”`,
  by: (name, about, day) => `${name}, ${about}, ${day}`,
  nobodyNamed: 'The customer',
  about: { renewal: 'on the renewal', survey: 'in the survey' },
  headline: {
    renew: 'they renew',
    talk: 'they want to talk about the renewal',
    'not-renewing': 'not renewing',
  },
  leaving: (renewalDay, mrr) => `not renewing (${mrr === undefined ? '' : `MRR ${mrr}, `}renewal on ${renewalDay})`,
};

const ja: CustomersWordWords = {
  pressed: (label) => `「${label}」`,
  rated: (value) => `10点中${value}点`,
  quoted: (comment) => `「${comment}」`,
  by: (name, about, day) => `${name}（${about}、${day}）`,
  nobodyNamed: 'お客様',
  about: { renewal: '更新についてのご返答', survey: 'アンケートへのご回答' },
  headline: {
    renew: '更新するとのご返答',
    talk: '更新前に相談したいとのご返答',
    'not-renewing': '更新しないとのご返答',
  },
  leaving: (renewalDay, mrr) => `更新しないとのご返答（${mrr === undefined ? '' : `月額${mrr}、`}更新日${renewalDay}）`,
};

export const customersWordWords = inLocale<CustomersWordWords>({ en: () => en, ja: () => ja });
