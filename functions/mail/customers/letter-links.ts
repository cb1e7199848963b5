import { expectations } from '../../../domain/answers/activity-answer.ts';
import { renewalAnswers } from '../../../domain/answers/renewal-answer.ts';
import { type AddressOf, helpAmounts } from '../../../domain/links/link.ts';
import type { CustomerMailContent } from '../../../domain/mail/mail-content.ts';
import { conversationOf, type OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { EmailTemplate } from '../../../domain/playbook/playbook.ts';
import type { LetterExtras } from '../layout/html-layout.ts';
import type { LinkWords } from '../words/sections.ts';
import { linkWords } from '../words/words.ts';

const SCALE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** What the recipient of a customer mail can answer by one click, and where they choose what they get. */
export function letterLinks(
  mail: OutboxMail,
  content: CustomerMailContent,
  template: EmailTemplate,
  addressOf: AddressOf,
): LetterExtras {
  const { account, contact, language } = mail;
  if (contact === undefined) return {};
  const say = linkWords(language);
  const common = { account, contact };
  const choices = choicesOf(say);
  if (template.contract) return { choices };
  const { text, label } = say.preferences;
  const url = addressOf({ to: 'preferences', ...common, kind: template.kind ?? 'guidance' });
  return { choices, footer: { text, link: { label, url } } };

  function choicesOf({
    renewal,
    scale,
    helpAmounts: amountWords,
    expectations: expectationWords,
  }: LinkWords): LetterExtras['choices'] {
    switch (template.asks) {
      case 'renewal': {
        const { renewalDate } = content;
        if (renewalDate === undefined) return undefined;
        const links = renewalAnswers.map((answer) => ({
          label: renewal[answer],
          url: addressOf({ to: 'renewal', ...common, renewalDate, answer }),
        }));
        return { links, shape: 'buttons' };
      }
      case 'nps': {
        const asked = conversationOf(mail) ?? mail.id;
        const links = SCALE.map((value) => ({
          label: String(value),
          url: addressOf({ to: 'survey', ...common, asked, value }),
        }));
        return { links, shape: 'scale', ends: scale };
      }
      case 'fit': {
        const links = helpAmounts.map((amount) => ({
          label: amountWords[amount],
          url: addressOf({ to: 'fit', ...common, mail: mail.id, template: content.template, fit: amount }),
        }));
        return { question: say.fitQuestion, links, shape: 'quiet' };
      }
      case 'activity': {
        const { about } = template;
        if (about === undefined) return undefined;
        const links = expectations.map((expectation) => ({
          label: expectationWords[expectation],
          url: addressOf({ to: 'activity', ...common, mail: mail.id, activity: about, expectation }),
        }));
        return { question: say.activityQuestion, links, shape: 'quiet' };
      }
      case 'cs-nps': {
        const links = SCALE.map((score) => ({
          label: String(score),
          url: addressOf({ to: 'cs-nps', ...common, mail: mail.id, score }),
        }));
        return { links, shape: 'scale', ends: scale };
      }
      default:
        return undefined;
    }
  }
}
