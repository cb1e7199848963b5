import type { Locale } from '../../../domain/locale/locale.ts';
import type { CustomerPageContent } from '../../../domain/mail/mail-content.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { withoutAnyLinks } from '../customers/links-in-text.ts';
import type { Block } from '../layout/blocks.ts';
import { accountIn, personIn, taskTitle } from '../names.ts';
import { customerPageMailWords, mailWords } from '../words/words.ts';

/** What a customer did or wrote on their own page: their words first, and how to answer. */
export function customerPageMail(
  { account: whose, contact, day, news }: CustomerPageContent,
  locale: Locale,
  playbook: Playbook,
): { subject: string; blocks: Block[] } {
  const say = customerPageMailWords(locale);
  const account = accountIn(locale, whose);
  const person = personIn(locale, contact);
  const general = mailWords(locale);
  const footer: Block = { type: 'footer', text: contact.mayAnswer ? say.answer(person) : say.noAddress };
  switch (news.what) {
    case 'comment':
      return {
        subject: say.comment.subject(account, person),
        blocks: [
          { type: 'ask', text: say.comment.ask(account, person) },
          {
            ...{ type: 'quote', tone: 'service', said: say.comment.said },
            ...{ comment: withoutAnyLinks(news.text), by: `${person} · ${general.day(day)}` },
          },
          footer,
        ],
      };
    case 'goal-agreed':
      return {
        subject: say.agreed.subject(account),
        blocks: [
          { type: 'ask', text: say.agreed.ask(account, person) },
          { type: 'copy', text: news.date === undefined ? news.name : `${news.name} · ${general.by(news.date)}` },
          footer,
        ],
      };
    case 'ticked': {
      const title = taskTitle(news.task, locale, playbook);
      const next =
        news.left > 0 ? say.ticked.left(news.left) : news.asksForGoal ? say.ticked.isGoalReached : say.ticked.all;
      return {
        subject: say.ticked.subject(account, title),
        blocks: [
          { type: 'ask', text: say.ticked.ask(account, person, title) },
          { type: 'paragraph', text: next },
          footer,
        ],
      };
    }
  }
}
