import { describe, expect, it } from 'vitest';
import type { MoveKind } from '../../../../domain/improvement-map/move-kinds.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import type { Playbook } from '../../../../domain/playbook/playbook.ts';
import type { Idea } from '../../../../domain/proposals/idea.ts';
import { ideasOfMove } from '../../../../domain/proposals/ideas-of-move.ts';
import { withIdea } from '../../../../domain/proposals/with-idea.ts';
import { actFormOn } from '../../../../functions/team-pages/act-form.ts';
import { type ProposalFacts, proposalPage } from '../../../../functions/team-pages/proposals/proposal-page.ts';
import { proposalsPage } from '../../../../functions/team-pages/proposals/proposals-page.ts';
import { proposePage } from '../../../../functions/team-pages/proposals/propose-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { awkwardName, drawn, formKey, MOST_BYTES_OF_A_PAGE, readerAs } from '../../../support/drawn-team-page.ts';

const checkIn = defaultPlaybook.plays['check-in'] as Playbook['plays'][string];
const tried: Playbook = {
  ...defaultPlaybook,
  plays: {
    ...defaultPlaybook.plays,
    'check-in': { ...checkIn, variants: { quick: { steps: [{ task: 'check-in-call' }] }, usual: {} } },
  },
};
const early: Idea = { kind: 'early', activity: 'training', at: { stage: 'adoption' } };
const awkward = awkwardName(1);
const member = { id: 'mia', name: awkward, email: 'mia@mirai.example', role: 'manager' } as const;

function pageOf(idea: Idea, changes: Partial<ProposalFacts> = {}, locale: Locale = 'en'): string {
  const reader = readerAs('manager', locale);
  const result = withIdea(tried, idea);
  const facts: ProposalFacts = {
    proposal: {
      ...{ id: 'p1', idea, from: { move: 'm1', activity: 'training' }, by: 'mia', why: awkward },
      proposedAt: '2026-06-01T01:00:00.000Z',
    },
    running: { version: 'v3', playbook: tried },
    changed: 'unfit' in result ? result : { playbook: result.playbook, problems: [] },
    ...{
      isTriedOnThis: true,
      stories: undefined,
      whatIf: undefined,
      members: [member],
      timeZone: 'Asia/Tokyo',
      mayManage: true,
    },
    query: new URLSearchParams(),
    ...changes,
  };
  return drawn(proposalPage(facts, actFormOn('/proposals/p1', { reader, formKey }), locale), reader);
}

describe('the page of a proposal', () => {
  it('says in a sentence what would be otherwise, and shows it field by field', () => {
    const page = pageOf(early);
    expect(page).toContain('When an account enters the stage “Adoption”');
    for (const said of ['Trips when an account enters', 'Before they ask: Training', 'due in 5 business days'])
      expect(page).toContain(said);
    expect(pageOf(early, {}, 'ja')).toContain('先回り：操作研修・勉強会');
  });

  it('shows of a play the steps that come and go, and of a signal its numbers with their units', () => {
    const way = pageOf({ kind: 'way', play: 'check-in', way: 'quick' });
    expect(way).toMatch(/Way “quick”.*taken out/s);
    const rarer = pageOf({ kind: 'rarer', task: 'check-in-look' });
    expect(rarer).toContain('28 days');
    expect(rarer).toContain('56 days');
  });

  it('says of mails that are switched on how they go from then on, and to what a move that improves comes', () => {
    const ask: Idea = { kind: 'ask', activity: 'setup-support' };
    expect(pageOf(ask)).toMatch(/is not sent.*once the CSM approves it/s);
    expect(pageOf(ask, {}, 'ja')).toMatch(/送らない.*CSMの承認後に送る/s);
    const form = actFormOn('/proposals/new', { reader: readerAs('csm', 'en'), formKey });
    const asked = (activity: string, kind: MoveKind) => {
      const learned = { move: 'm', activity, ideas: ideasOfMove({ activity, kind }, tried, []), text: 'As <agreed>' };
      return drawn(proposePage({ learned, playbook: tried }, { form, locale: 'en' }), readerAs('csm', 'en'));
    };
    expect(asked('setup-support', 'improve')).toContain('Ask customers about it');
    expect(asked('check-in-call', 'streamline')).toMatch(/Write it into the task.*As &lt;agreed&gt;.*half as often/s);
    expect(asked('monthly-call', 'streamline')).toContain('says nothing about how this is done');
  });

  it('shows of a long text what is new in it, and no name of a field that only the playbook’s file has', () => {
    const note: Idea = { kind: 'note', task: 'check-in-call', text: 'Ask first' };
    const japanese = pageOf(note, {}, 'ja');
    expect(japanese).toContain('：本文');
    expect(japanese).not.toContain('body<');
    expect(japanese).not.toContain('最近いかがですか');
    expect(pageOf(note)).toMatch(/What it says.*–.*…\s+What has worked: Ask first/s);
  });

  it('shows of a text only the reader’s own language', () => {
    const note: Idea = { kind: 'note', task: 'check-in-call', text: 'Ask <first>' };
    expect(pageOf(note)).toContain('What has worked: Ask &lt;first&gt;');
    expect(pageOf(note)).not.toContain('うまくいった進め方');
    expect(pageOf(note, {}, 'ja')).toContain('うまくいった進め方：Ask &lt;first&gt;');
  });

  it('has no button to publish before it has been tried, and says why it can’t be one', () => {
    expect(pageOf(early)).not.toContain('/act/proposals/publish');
    expect(pageOf(early)).toContain('/act/proposals/try');
    const gone = pageOf({ kind: 'rarer', task: 'gone-by' });
    expect(gone).toContain('no longer in the playbook');
    expect(gone).toContain('/act/proposals/decline');
    expect(pageOf(early, { mayManage: false })).toContain('A manager decides.');
  });

  it('tells which version it was tried against, where another one that says the same runs by now', () => {
    const done = { state: 'done', answer: { stories: 90, already: 0, broken: [], more: 0 } } as never;
    const proposal = {
      ...{ id: 'p1', idea: early, from: { move: 'm1', activity: 'training' }, by: 'mia', why: 'They ask' },
      proposedAt: '2026-06-01T01:00:00.000Z',
      tried: { version: 'v1', stories: 's', whatIf: 'w', at: '2026-06-01T01:00:00.000Z' },
    };
    const whatIf = { state: 'done' } as never;
    expect(pageOf(early, { proposal, stories: done, whatIf })).toContain('v3, which runs now, says the same.');
    expect(pageOf(early, { proposal, stories: done, whatIf, isTriedOnThis: false })).toContain('try it again');
  });

  it.each(['en', 'ja'] as const)('weighs little with awkward names, as do the list and the form (%s)', (locale) => {
    const reader = readerAs('manager', locale);
    const form = actFormOn('/proposals', { reader, formKey });
    const proposal = { id: 'p1', idea: early, from: { move: 'm', activity: awkward }, by: 'mia', why: awkward };
    const list = proposalsPage(
      {
        proposals: Array.from({ length: 100 }, (_, n) => ({
          ...proposal,
          id: `p${n}`,
          proposedAt: '2026-06-01T01:00:00Z',
        })),
        ...{ isCut: true, playbook: tried, members: [member], timeZone: 'Asia/Tokyo' },
      },
      locale,
    );
    const ideas = ideasOfMove({ activity: 'training', kind: 'stop' }, tried, []);
    const asked = proposePage(
      { learned: { move: 'm', activity: 'training', ideas, text: awkward }, playbook: tried },
      { form, locale },
    );
    for (const page of [pageOf(early, {}, locale), drawn(list, reader), drawn(asked, reader)]) {
      expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
      expect(page).not.toContain(awkward);
    }
  });
});
