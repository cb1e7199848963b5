import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { type Coverage, emptyCoverage } from '../../../domain/data-map/coverage.ts';
import { languages } from '../../../domain/locale/locale.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import {
  complaint,
  newPersonPage,
  personPage,
  type SentBack,
} from '../../../functions/team-pages/person/person-page.ts';
import { peoplePage } from '../../../functions/team-pages/set-up/people-page.ts';
import type { SetUpFacts } from '../../../functions/team-pages/set-up/set-up-facts.ts';
import { setUpPage } from '../../../functions/team-pages/set-up/set-up-page.ts';
import { expectAccessible } from '../../support/axe.ts';
import { needsBrowser } from '../../support/browser.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../../support/drawn-team-page.ts';
import { sharedBrowser } from '../../support/shared-browser.ts';
import { textOf } from '../../support/text-of.ts';

const today = '2026-06-01';
const member = (id: string, changes: Partial<Csm> = {}): Csm => ({
  id,
  name: `Name of ${id}`,
  email: `${id}@mirai.example`,
  role: 'csm',
  ...changes,
});
const team = [member('ken', { role: 'manager' }), member('sora', { role: 'admin' }), member('aoi', { manager: 'ken' })];
/** Everything that any signal needs. */
const arrived = (): Coverage => ({
  ...emptyCoverage(),
  accounts: 20,
  accountFields: { csm: 20 },
  events: { login: { accounts: 18, lastMonth: '2026-05' } },
});
const well: SetUpFacts = {
  playbook: { ...defaultPlaybook, signals: {} },
  coverage: arrived(),
  lastDays: new Map([['login', '2026-05-31']]),
  sources: [{ name: 'app', state: 'fresh', lastEventAt: Date.parse('2026-05-31T12:00:00Z') }],
  mailProblems: [],
  pausedSenders: [],
  members: team,
  hasProvider: true,
  today,
  timeZone: 'Asia/Tokyo',
};
const page = (changes: Partial<SetUpFacts> = {}, reader = readerAs('csm')) =>
  textOf(drawn(setUpPage({ ...well, ...changes }, reader), reader));

describe('the set-up page', () => {
  it('says that nothing needs a hand', () => {
    const text = page();
    expect(text).toContain('Everything is set up');
    expect(text).toContain('Nothing is wrong with senders and their domains.');
    expect(text).toContain('single sign-on');
    expect(text).toContain('3 people.');
  });

  it('says of each gap what it stops and what comes next, what stops most in front', () => {
    const text = page({
      mailProblems: ['sending-account: paused', 'sender-dkim: mirai.example', 'sender-of-the-moon: x'],
      pausedSenders: ['aoi@mirai.example'],
      sources: [
        { name: 'app', state: 'silent', lastEventAt: Date.parse('2026-05-20T12:00:00Z') },
        { name: 'crm', state: 'never', lastEventAt: null },
        { name: 'old', state: 'silent', lastEventAt: null },
        { name: 'off', state: 'disabled', lastEventAt: null },
      ],
      members: [
        member('aoi', { awayFrom: today }),
        member('gone', { leftOn: '2026-05-01' }),
        member('looked', { role: 'viewer', leftOn: '2026-05-01' }),
      ],
      coverage: { ...arrived(), accountFields: { csm: 17 } },
    });
    const gaps = [
      'Sending is paused: every mail is held.',
      'Mails from mirai.example are not signed (DKIM).',
      'Nothing goes out in the name of aoi@mirai.example',
      'Nothing has come from the source app since Wed 20 May, 21:00.',
      'Nothing has come from the source crm yet.',
      'Nothing has come from the source old for more than a month.',
      '3 of 20 accounts have no CSM.',
      'Nobody is a manager.',
      'Nobody is an administrator.',
      'Name of gone has left, and nobody goes on for them.',
      'Name of aoi is away, and nobody stands in for them.',
    ];
    expect(text).toContain(`${gaps.length} things need a hand.`);
    const places = gaps.map((gap) => text.indexOf(gap));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('holds no command line for those who have none', () => {
    const gap = { mailProblems: ['sender-dkim: mirai.example'] };
    for (const role of ['viewer', 'csm', 'manager'] as const) {
      expect(page(gap, readerAs(role))).not.toContain('npx');
    }
    for (const role of ['engineer', 'admin'] as const) expect(page(gap, readerAs(role))).toContain('sakimawari doctor');
  });

  it('says per signal what of its data arrives, from how many accounts, and what is missing', () => {
    const { signals } = defaultPlaybook;
    const text = page({ playbook: defaultPlaybook });
    expect(text).toContain(`of ${Object.keys(signals).length} signals say nothing, for want of data.`);
    expect(text).toContain('event login 18 of 20 accounts · last Sun 31 May');
    expect(text).toContain('○ Off');
  });

  it('says before the first night, and without anything at all, what comes next', () => {
    const text = page({ playbook: undefined, coverage: undefined, sources: [], members: [], hasProvider: false });
    expect(text).toContain('No playbook runs yet.');
    expect(text).toContain('Nothing sends data yet.');
    expect(text).toContain('look again after tonight');
    expect(text).toContain('is not set up. Ask an administrator');
  });

  it('stays under 100 kB with 200 sources and long names', () => {
    const name = '東'.repeat(60);
    const sources = Array.from({ length: 200 }, () => ({ name, state: 'never' as const, lastEventAt: null }));
    const members = Array.from({ length: 400 }, (_, n) => member(`m${n}`, { name: '<b>'.repeat(300), leftOn: today }));
    const reader = readerAs('admin', 'ja');
    const body = drawn(setUpPage({ ...well, playbook: defaultPlaybook, sources, members }, reader), reader);
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(body).not.toContain('<b><b>');
  });
});

describe('the page of the team', () => {
  const people = (members: Csm[], query = '', mayChange = false) => {
    const reader = readerAs('csm');
    return textOf(drawn(peoplePage({ members, mayChange, today, query: new URLSearchParams(query) }, 'en'), reader));
  };

  it('says who is here, away or gone, and who goes on for them', () => {
    const text = people([
      member('ken', { role: 'manager', language: 'ja' }),
      member('aoi', { manager: 'ken', awayFrom: '2026-05-30', awayUntil: '2026-06-05', standIn: 'ken' }),
      member('gone', { leftOn: '2026-05-01', successor: 'aoi' }),
      member('soon', { leftOn: '2026-07-01' }),
      member('later', { awayFrom: '2026-06-10' }),
    ]);
    for (const said of [
      'Manager Japanese',
      'Away until Fri 5 Jun',
      'Name of ken goes on',
      'Left, last day Thu 30 Apr',
      'Name of aoi goes on',
      'Leaves, last day Tue 30 Jun',
      'Away from Wed 10 Jun',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain('4 people.');
  });

  it('leads on where they are many, and says so where there is nobody', () => {
    const many = Array.from({ length: 60 }, (_, n) => member(`m${n}`));
    expect(people(many)).toContain('Next page');
    expect(people(many, 'after=50')).toContain('Name of m59');
    expect(people([])).toContain('Nobody is in the team yet');
  });
});

const drawing = {
  form: actFormOn('/', { reader: readerAs('admin'), formKey }),
  members: team,
  places: ['main', 'enterprise'],
  today,
};
const sentBack: SentBack = {
  of: 'person',
  form: new URLSearchParams({ name: '', digestHour: '99', manager: '<nobody>' }),
  wrong: new Map([
    ['name', 'Write the name, on one line.'],
    ['digestHour', 'Write a whole hour from 0 to 23.'],
  ]),
  ...complaint('Write the name, on one line.', { locale: 'en' }),
};

describe('the page of a colleague', () => {
  const open = (member: Csm, sent?: SentBack, members = team) => {
    const reader = readerAs('admin');
    return drawn(personPage(member, { ...drawing, locale: 'en', members }, sent), reader);
  };

  it('says what is known of them in words, with whoever is named by name', () => {
    const body = open(
      member('aoi', { manager: 'ken', taskMails: 'urgent', workingDays: ['Mon'], leftOn: '2026-07-01' }),
    );
    expect(body).toContain('name="manager" value="Name of ken · Manager"');
    expect(body).toContain('<option value="urgent" selected>Urgent ones');
    expect(body).toContain('value="Mon" checked');
    expect(body).not.toContain('value="Tue" checked');
    expect(body).toContain('name="lastDay" required value="2026-06-30"');
    expect(textOf(body)).toContain('They stay, or are back');
  });

  it('offers the places in the chat, with one that somebody has and nobody set up any more; and nothing without a chat', () => {
    const body = open(member('aoi', { chat: 'old-room' }));
    expect(body).toMatch(/<select name="chat"><option value="" ?>None: by mail alone/);
    expect(body).toContain('<option value="enterprise">enterprise');
    expect(body).toContain('<option value="old-room" selected>old-room');
    const without = drawn(personPage(member('aoi'), { ...drawing, places: [], locale: 'en' }), readerAs('admin'));
    expect(without).not.toContain('name="chat"');
  });

  it('shows what was typed with what is wrong with it, opened where it is', () => {
    const body = open(member('aoi'), sentBack);
    expect(body).toContain('value="99" inputmode="numeric" maxlength="8" aria-invalid="true"');
    expect(body).toContain('<details class="acts" open>');
    expect(body).toContain('value="&lt;nobody&gt;"');
  });

  it('stays under 100 kB in a team of 400 with long names', () => {
    const members = Array.from({ length: 400 }, (_, n) => member(`m${n}`, { name: `${n}${'東'.repeat(900)}` }));
    const body = open(members[0] as Csm, undefined, members);
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
  });
});

describe('in a browser', needsBrowser, () => {
  const browser = sharedBrowser();

  it.each(languages)('the set-up is read by everybody (%s)', async (locale) => {
    const reader = readerAs('admin', locale);
    const members = [...team, member('x', { name: `محمد ${'W'.repeat(300)}`, leftOn: '2026-05-01' })];
    const pages = [
      setUpPage({ ...well, playbook: defaultPlaybook, members, mailProblems: ['sender-dkim: mirai.example'] }, reader),
      setUpPage(well, reader),
      peoplePage({ members, mayChange: true, today, query: new URLSearchParams() }, locale),
      newPersonPage({ ...drawing, locale, members }),
      personPage(members[3] as Csm, { ...drawing, locale, members }),
      personPage(members[2] as Csm, { ...drawing, locale, members }, sentBack),
    ];
    const tab = await (await browser()).newPage();
    for (const one of pages) {
      await tab.setContent(drawn(one, reader));
      await expectAccessible(tab);
    }
  });
});
