import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import {
  asMarkdown,
  renderBody,
  renderSubject,
  templateVariables,
} from '../../../../functions/mail/customers/customer-template.ts';
import { FIRST_HOLE, HOLES } from '../../../../functions/mail/layout/markdown.ts';
import { onOneLine } from '../../../../functions/mail/layout/plain-text.ts';

type Values = Parameters<typeof renderBody>[1];

const liquid = new Liquid({
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  ownPropertyOnly: true,
  outputEscape: (value) => onOneLine(String(value)),
});

const said = fc.constantFrom('', ' ', '\n', 'Aoi', 'Ren', '*Aoi*', 'Aoi\nSato', '高橋 {{ csm.name }}');
const values: fc.Arbitrary<Values> = fc.record({
  contact: fc.record({ name: said }),
  account: fc.record({ name: said }),
  csm: fc.record({ name: said, email: said }),
  company: fc.record({ name: said }),
  renewalDate: fc.oneof(said, fc.constant(undefined)),
  products: said,
  answerLinks: fc.constantFrom('', '\ue000'),
  roadmapLink: fc.constantFrom('', 'https://cs.example/w/x'),
}) as fc.Arbitrary<Values>;

const name = fc.constantFrom(...templateVariables);
const text = fc.constantFrom('', ' ', 'Dear ', '**', '\n\n', '様', '- ');
/** What asks of a value no more than whether it is there, and what asks more. */
const piece = fc.oneof(
  text,
  name.map((one) => `{{ ${one} }}`),
  name.map((one) => `{{-${one}-}}`),
  fc.tuple(name, name).map(([one, other]) => `{{ ${one} | default: ${other} }}`),
  name.map((one) => `{{ ${one} | default: "ご担当者" }}`),
  fc.tuple(name, text, text).map(([one, a, b]) => `{% if ${one} != "" %}${a}{{ ${one} }}{% else %}${b}{% endif %}`),
  fc.tuple(name, text).map(([one, a]) => `{%- unless ${one} == "" -%}${a}{% endunless %}`),
  name.map((one) => `{{ ${one} | upcase }}`),
  name.map((one) => `{% if ${one} == "Aoi" %}x{% elsif ${one} %}y{% endif %}`),
);
const template = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

const tried = (render: () => string) => {
  try {
    return render();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

describe('a template of a customer mail', () => {
  it('reads as the engine has it, from mail to mail, whatever it asks of its values', () => {
    const filled = (of: string, with_: Values) => {
      const { markdown, values: held } = renderBody(of, with_);
      return markdown.replace(HOLES, (hole) => held[(hole.codePointAt(0) as number) - FIRST_HOLE] as string);
    };
    fc.assert(
      fc.property(template, fc.array(values, { minLength: 1, maxLength: 4 }), (of, mails) => {
        for (const mail of mails) {
          expect(tried(() => filled(of, mail))).toBe(tried(() => liquid.parseAndRenderSync(of, mail)));
          expect(tried(() => renderSubject(of, mail))).toBe(
            tried(() => onOneLine(liquid.parseAndRenderSync(of, mail))),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a value no meaning of its own in Markdown, asked once or in every mail', () => {
    const mail = (contact: string) => ({
      ...{ contact: { name: contact }, account: { name: 'Shinonome' }, csm: { name: 'Aoi', email: 'aoi@example.com' } },
      ...{ company: { name: 'Sample' }, products: '', answerLinks: '', roadmapLink: '' },
    });
    const of = 'Dear {{ contact.name | default: account.name }}, {{ contact.name | upcase }}';
    const once = 'Dear {{ contact.name | default: account.name }}';
    expect([mail('*Ren*'), mail('Koa'), mail('')].map((one) => asMarkdown(renderBody(once, one)))).toEqual([
      'Dear \\*Ren\\*',
      'Dear Koa',
      'Dear Shinonome',
    ]);
    expect(asMarkdown(renderBody(of, mail('*Ren*')))).toBe('Dear \\*Ren\\*, \\*REN\\*');
  });
});
