import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { type LinkAction, linkFor, packLink } from '../../../domain/links/link.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { sealLink } from '../../../functions/links/link-seal.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { firstLinesOf } from '../../../functions/mail/layout/markdown.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import {
  sampleCustomerMail,
  sampleDigestMail,
  sampleDraftMail,
  sampleFollowUpMail,
  sampleLateMail,
  sampleMails,
  sampleMovedMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';

const date = new Date('2026-06-01T00:00:00.000Z');

/** The mail with its links, and the actions that they are for. */
function linked(mail: OutboxMail) {
  const linkActions: LinkAction[] = [];
  const rendered = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', (linkAction) => {
    linkActions.push(linkAction);
    return `https://cs.example/w/${linkActions.length}`;
  });
  return { linkActions, ...rendered };
}
const actsOf = (mail: OutboxMail) =>
  linked(mail).linkActions.map((linkAction) => {
    if (linkAction.to === 'task') return `${linkAction.task} ${linkAction.act}`;
    return linkAction.to === 'read' ? `${linkAction.task} read` : linkAction.to;
  });
const headersOf = async (mail: OutboxMail) => {
  const rendered = linked(mail);
  const { headers } = await PostalMime.parse(await composeMessage(mail, rendered, { date }));
  return Object.fromEntries(headers.map(({ key, value }) => [key, value]));
};

describe('a mail to a colleague', () => {
  it('has done, snooze, hand over and all of it to read at the first task, a page for each of the others, and asks about the signal once', () => {
    expect(actsOf(sampleTaskMail('en'))).toEqual([
      ...['t1 done', 't1 snooze', 't1 hand-over', 't1 read', 't2 read', 't3 read'],
      ...['t1 useful', 't1 too-early', 't1 false-alarm'],
    ]);
    const { html } = linked(sampleTaskMail('en'));
    expect(html.match(/class="b-accent/g)).toHaveLength(1);
  });

  it.each(['en', 'ja'] as const)('shows how its task begins and leaves the rest to the page (%s)', (language) => {
    const done = { en: 'Done when', ja: '完了の目安' }[language];
    const first = { en: 'Call the champion', ja: 'お電話の相手' }[language];
    for (const mail of [sampleFollowUpMail(language), sampleMovedMail(language, 'handed-over')]) {
      expect(linked(mail).text).toContain(first);
      expect(linked(mail).text).not.toContain(done);
      expect(renderMail(mail, defaultPlaybook, 'Asia/Tokyo').text).toContain(done);
    }
  });

  it('of every task of the default playbook shows something whole to begin with', () => {
    for (const { body } of Object.values(defaultPlaybook.tasks)) {
      for (const text of Object.values(body)) {
        expect(firstLinesOf(text)).toMatch(/[.?!。”」]$/);
        expect(firstLinesOf(text).length).toBeLessThan(450);
      }
    }
  });

  it('begins with the first item of what is a list, and promises nothing that does not follow', () => {
    expect(firstLinesOf('- one\n- two\n\nthree')).toBe('one');
    expect(firstLinesOf('1. one\n2. two')).toBe('one');
    expect(firstLinesOf('Look at:\n\n- one')).toBe('Look at…');
    expect(firstLinesOf('')).toBe('');
  });

  it('has the bullet of a long title beside its first line', () => {
    const { html } = linked(sampleTaskMail('en'));
    expect(html).toMatch(
      /<li [^>]*><div><a [^>]*style="display:block;[^>]*>Call and ask how it is going<\/a><\/div><span/,
    );
  });

  it('says the same in its plain text, each address below its name', () => {
    const { text } = linked(sampleTaskMail('en'));
    expect(text).toContain('Done:\nhttps://cs.example/w/1\nSnooze:\nhttps://cs.example/w/2');
    expect(text).toContain('Was it right to tell you this?\nUseful:\nhttps://cs.example/w/7');
  });

  it('about a late task has the same, and for the manager to hand it over stands first', () => {
    const task = 'shinonome/logins-fell/-/2026-06-01/check-in-call';
    const all = [`${task} done`, `${task} snooze`, `${task} hand-over`, `${task} read`];
    expect(actsOf(sampleLateMail('en', 'reminder'))).toEqual(all);
    const { text, linkActions } = linked(sampleLateMail('en', 'escalation'));
    expect(linkActions).toContainEqual({ to: 'read', account: 'shinonome', task, person: 'aoi' });
    expect(text).toMatch(/Hand over:\nhttps.*\nSnooze:\nhttps.*\nDone:\nhttps/);
    expect(linked(sampleLateMail('en', 'reminder')).text).not.toContain('npx sakimawari');
  });

  it.each(['handed-over', 'returned'] as const)(
    'about a task that is theirs now (%s) says so and has the buttons',
    (type) => {
      for (const language of ['en', 'ja'] as const) {
        const mail = sampleMovedMail(language, type);
        expect(actsOf(mail).map((act) => act.split(' ')[1])).toEqual(['done', 'snooze', 'hand-over', 'read']);
        expect(linked(mail).subject).toMatch({ en: /^(For you|Back today) · /, ja: /^【(担当変更|再開)】/ }[language]);
      }
      if (type === 'handed-over') expect(linked(sampleMovedMail('en', type)).text).toContain('they know you');
    },
  );

  it('that lists the day’s tasks has all of it to read and done at each, at its own account, the first one standing out', () => {
    const { linkActions, html } = linked(sampleDigestMail('en'));
    const places = [
      ['shinonome', 't1'],
      ['shinonome', 't2'],
      ['koa', 't3'],
      ['koa', 't4'],
      ['minato', 't5'],
    ] as const;
    expect(linkActions).toEqual(
      places.flatMap(([account, task]) => [
        { to: 'read', account, task, person: 'aoi' },
        { to: 'task', account, task, person: 'aoi', assignee: 'aoi', act: 'done' },
      ]),
    );
    expect(html.match(/class="b-accent/g)).toHaveLength(1);
  });

  it('that lists the day’s tasks leads in its plain text from each to all that can be done about it', () => {
    const { text } = linked(sampleDigestMail('en'));
    expect(text).toContain(
      '- See where the log-ins went\n  ! Late · due since Tue 2 Jun · high priority\n  Read the whole task:\n  https://cs.example/w/1\n\n- Call',
    );
    const japanese = linked(sampleDigestMail('ja'));
    expect(japanese.text).toContain('  タスクの詳細を見る:\n  https://cs.example/w/9\n');
    expect(japanese.html).toContain('href="https://cs.example/w/9"');
  });

  it('that lists the day’s tasks and was written before they had links is as it was', () => {
    const { person: _, ...mail } = sampleDigestMail('en');
    const { text, html } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo');
    expect(linked(mail)).toEqual({ linkActions: [], ...renderMail(mail, defaultPlaybook, 'Asia/Tokyo') });
    expect(text).toContain('- See where the log-ins went\n  ! Late · due since Tue 2 Jun · high priority\n- Call');
    expect(html).not.toContain('<a ');
    const { content } = sampleDigestMail('en');
    const accounts = content.type === 'digest' ? content.accounts : [];
    const unassigned = accounts.map((one) => ({
      ...one,
      tasks: one.tasks.map(({ assignee: _, ...task }) => task),
    }));
    expect(linked(sampleDigestMail('en', { accounts: unassigned })).linkActions).toEqual([]);
  });

  it('that lists the day’s tasks is short enough at its longest for mail programs that cut long ones off', () => {
    const id = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
    const { content } = sampleDigestMail('ja');
    const accounts = content.type === 'digest' ? content.accounts : [];
    const longest = Array.from({ length: 12 }, (_, i) => {
      const account = accounts[i % accounts.length] as (typeof accounts)[number];
      const tasks = Array.from({ length: 5 }, (_, k) => ({
        ...(account.tasks[0] as (typeof account.tasks)[number]),
        id: `${id}/licenses-nearly-used/-/2026-06-01/expansion-proposal-${k}`,
      }));
      return { ...account, account: { id, name: '社'.repeat(60) }, tasks };
    });
    const key = Buffer.alloc(32, 7);
    const webUrl = 'https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com/w/';
    const { html } = renderMail(
      sampleDigestMail('ja', { accounts: longest }),
      defaultPlaybook,
      'Asia/Tokyo',
      (linkAction) => webUrl + sealLink(packLink(linkFor(linkAction, date.getTime())), key),
    );
    expect(html.match(/<a /g)).toHaveLength(120);
    // Gmail shows 102 kB.
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  it('is the only one that leads to a task: what customers get never does', () => {
    const toCustomers = Object.values(sampleMails)
      .map((mail) => mail('en'))
      .filter(({ content }) => content.type === 'customer');
    expect(toCustomers.length).toBeGreaterThan(2);
    for (const mail of toCustomers) {
      for (const { to } of linked(mail).linkActions)
        expect(['renewal', 'survey', 'fit', 'preferences', 'roadmap']).toContain(to);
    }
  });

  it('has no buttons where there are no pages, or nobody is known to press them', () => {
    const mail = sampleTaskMail('en');
    expect(renderMail(mail, defaultPlaybook, 'Asia/Tokyo').html).not.toContain('/w/');
    expect(linked({ ...mail, person: undefined }).linkActions).toEqual([]);
    expect(linked(sampleDraftMail('en')).linkActions).toEqual([]);
  });
});

describe('a mail to a customer', () => {
  it('about the renewal has an answer for each choice, and no way to unsubscribe', async () => {
    const { linkActions, html } = linked(sampleCustomerMail('ja', 'renewal-intent'));
    expect(linkActions.map((linkAction) => (linkAction.to === 'renewal' ? linkAction.answer : linkAction.to))).toEqual([
      'renew',
      'talk',
      'not-renewing',
    ]);
    expect(html).toContain('相談したい');
    expect(html).not.toContain('\ue000');
    expect(await headersOf(sampleCustomerMail('ja', 'renewal-intent'))).not.toHaveProperty('list-unsubscribe');
  });

  it('that asks a survey again has the scale, and asks for the same answer as the mail before it', () => {
    const asked = ['nps-resend', 'nps-resend-last'].map((template) => {
      const { linkActions } = linked(sampleCustomerMail('en', template));
      const values = linkActions.flatMap((linkAction) => (linkAction.to === 'survey' ? [linkAction] : []));
      expect(values.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      return values[0]?.asked;
    });
    expect(asked[0]).toBeDefined();
  });

  it('that is not about the contract can be unsubscribed from by one click, and by a link that is seen', async () => {
    const mail = { ...sampleCustomerMail('en', 're-onboarding') };
    const headers = await headersOf(mail);
    expect(headers['list-unsubscribe']).toMatch(/^<https:\/\/cs\.example\/w\/\d+>$/);
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const { html, text, linkActions } = linked(mail);
    expect(html).toContain('Choose what you get');
    expect(text).toContain('Choose what you get:\nhttps://');
    expect(linkActions.at(-1)).toMatchObject({ to: 'preferences', kind: 'guidance', contact: 'ren' });
  });

  it('that asks whether it was too much asks below its words', () => {
    const { text } = linked(sampleCustomerMail('en', 're-onboarding'));
    expect(text).toMatch(/Mirai Inc\.\s+Is such a mail too much for you, just right, or not enough\?\nToo much:/);
  });

  it('reads well without any links, too', () => {
    const { text } = renderMail(sampleCustomerMail('en', 'renewal-intent'), defaultPlaybook, 'Asia/Tokyo');
    expect(text).toContain('1. Renew: we would like to go on');
    expect(text).not.toContain('answerLinks');
  });
});
