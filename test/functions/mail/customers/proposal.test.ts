import { describe, expect, it } from 'vitest';
import { asEdited, asProposal, withAnswerPlace } from '../../../../functions/mail/customers/proposal.ts';
import { CHOICES } from '../../../../functions/mail/layout/choices.ts';
import { markdownToText, readMarkdown } from '../../../../functions/mail/layout/markdown.ts';

const proposalOf = (body: string) => asProposal({ subject: 'S', body }, 'en').body;

describe('the words that a CSM is asked to approve', () => {
  it.each([
    ["Dear Ann\\-Lee O\\'Neil,", "Dear Ann-Lee O'Neil,"],
    ['Koa Inc\\. \\(Berlin\\)', 'Koa Inc. (Berlin)'],
    ['Smith \\& Co', 'Smith & Co'],
    ['1\\. FC Koa', '1\\. FC Koa'],
    ['\\- Koa \\-', '\\- Koa \\-'],
    ['\\*Koa\\* \\[x\\]\\(y\\) \\&copy;', '\\*Koa\\* \\[x\\](y) \\&copy;'],
  ])('read as a person writes them, where that means the same: %s', (body, shown) => {
    expect(proposalOf(body)).toBe(shown);
    const read = (markdown: string) => markdownToText(readMarkdown(markdown));
    expect(read(shown)).toBe(read(body));
  });

  it.each([
    ['en', '[answer buttons]'],
    ['ja', '［回答ボタン］'],
  ] as const)('name the place of the buttons in words (%s), and find it again', (language, place) => {
    const letter = { subject: 'S', body: `One\n\n${CHOICES}\n\nTwo` };
    const shown = asProposal(letter, language);
    expect(shown.body).toBe(`One\n\n${place}\n\nTwo`);
    expect(withAnswerPlace({ ...letter, body: 'One\n\n{{ answerLinks }}\n\nTwo' }, language)).toEqual(shown);
    expect(asEdited(shown)).toEqual(letter);
    expect(asEdited({ subject: 'a\nb', body: `x${CHOICES}{{answerLinks}}` })).toEqual({
      subject: 'a b',
      body: `x${CHOICES}`,
    });
  });
});
