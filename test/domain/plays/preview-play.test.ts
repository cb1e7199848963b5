import { describe, expect, it } from 'vitest';
import { teamOf } from '../../../domain/company/team.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { type Language, languages } from '../../../domain/locale/locale.ts';
import { type PlayPreview, previewPlay } from '../../../domain/plays/preview-play.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { company, D, silentAccount, team, work } from '../../support/plays.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

function preview(
  story: Story,
  play: string,
  { language, mailCeiling = 'send' as const }: { language?: Language; mailCeiling?: 'send' | 'draft' | 'off' } = {},
): PlayPreview | null {
  const input = story.input(D);
  const context = {
    company: { ...company, mailCeiling },
    team: teamOf(team),
    calendar: businessCalendar({}),
    playbookVersion: 'v1',
    now: `${D}T00:00:00.000Z`,
  };
  return previewPlay(input, evaluate(input), context, { play, language });
}

const kindsOf = (shown: PlayPreview | null) => shown?.mails.map(({ mail, mode }) => `${mail.kind} ${mode}`);

function someAccount(): Story {
  const story = new Story().logins('2026-04-01', 1);
  story.account = { ...story.account, csm: 'mika', renewalDate: '2027-03-01' };
  story.contacts = [{ id: 'ann', account: 'koa', role: 'admin', name: 'Ann', email: 'ann@koa.example' }];
  return story;
}

describe('the preview of a play', () => {
  it('holds what the run of the day writes, where the signal is open, under the same ids', () => {
    const story = silentAccount([{ task: 'look' }, { email: 'win-back', mode: 'send', to: ['admin'] }]);
    const shown = preview(story, 'tried');
    expect(shown).toMatchObject({ signal: 'no-login', isOpen: true, lacks: [] });
    const previewed = shown?.mails.map(({ mail }) => mail) ?? [];
    for (const mail of work(story, D).mails) expect(previewed).toContainEqual(mail);
  });

  it('goes on to what comes later: the next tasks, the reminder, the word to the manager', () => {
    const story = silentAccount([{ task: 'look' }, { task: 'call', after: ['look'] }]);
    const shown = preview(story, 'tried');
    expect(shown?.mails.map(({ mail: { id } }) => id.replace('koa/no-login/-/2026-06-01/', ''))).toEqual([
      'task-look/mika',
      'task-call/mika',
      'look/reminder/mika',
      'look/escalation/boss',
      'call/reminder/mika',
      'call/escalation/boss',
    ]);
    expect(shown?.mails[1]?.mail.content).toMatchObject({ done: [{ template: 'look', byName: 'Mika Sato' }] });
    expect(shown?.mails[2]?.mail.content).toMatchObject({ lateInBusinessDays: 1 });
    expect(shown?.mails[3]?.mail.content).toMatchObject({ lateInBusinessDays: 3 });
  });

  it('shows each reminder once, though both words on it are due the same day', () => {
    const story = silentAccount([{ task: 'look' }]);
    story.playbook = { ...story.playbook, overdue: { remindAfterInBusinessDays: 2, escalateAfterInBusinessDays: 2 } };
    expect(kindsOf(preview(story, 'tried'))).toEqual(['task send', 'reminder send', 'escalation send']);
  });

  it('is made up where nothing is open, about somebody who can be written to', () => {
    const shown = preview(someAccount(), 're-onboard');
    expect(shown).toMatchObject({ signal: 'hand-over', subject: 'ann', isOpen: false });
    expect(shown?.mails[0]?.mail).toMatchObject({ kind: 're-onboarding', to: { address: 'ann@koa.example' } });
    expect(preview(someAccount(), 'renewal')).toMatchObject({ subject: '2027-03-01', isOpen: false });
  });

  it('shows the customer’s mail and beside it the draft of it, where a person sends it', () => {
    expect(kindsOf(preview(someAccount(), 'renewal', { mailCeiling: 'draft' }))?.slice(0, 2)).toEqual([
      'renewal-intent draft',
      'draft send',
    ]);
    const off = preview(someAccount(), 'renewal', { mailCeiling: 'off' });
    expect(kindsOf(off)?.[0]).toBe('renewal-intent off');
    expect(off?.lacks).toEqual(['mail-off']);
  });

  it('says what keeps a mail from being written', () => {
    const story = someAccount();
    story.contacts = [];
    expect(preview(story, 'renewal')?.lacks).toEqual(['no-address']);
    expect(kindsOf(preview(story, 'renewal'))).not.toContain('renewal-intent send');
  });

  it('is nothing where no signal starts the play, or the account has left', () => {
    expect(preview(someAccount(), 'toString')).toBeNull();
    const gone = someAccount();
    gone.account = { ...gone.account, churnedOn: D };
    expect(preview(gone, 'renewal')).toBeNull();
  });

  const plays = Object.keys(defaultPlaybook.plays);
  it.each(plays)('of %s can be read in both languages, however little is known of the account', (play) => {
    for (const story of [someAccount(), new Story()]) {
      for (const language of languages) {
        for (const { mail } of preview(story, play, { language })?.mails ?? []) {
          expect(mail.language).toBe(language);
          const { subject, text, html } = renderMail(
            mail,
            story.playbook,
            'Asia/Tokyo',
            () => 'https://cs.example/w/x',
          );
          expect(`${subject}${text}${html}`).not.toMatch(/undefined|NaN|\[object|Invalid|\{\{/);
        }
      }
    }
  });
});
