import { memberOf } from '../../domain/audit/audit.ts';
import { pageOfProposal } from '../../domain/links/team-pages.ts';
import type { Idea } from '../../domain/proposals/idea.ts';
import { type Learned, learnedFrom } from '../../domain/proposals/learned.ts';
import { noteIdea } from '../../domain/proposals/note-idea.ts';
import { withIdea } from '../../domain/proposals/with-idea.ts';
import { isTooLong, wholeTextIn } from '../pages/read-form.ts';
import { ideaText } from '../team-pages/proposals/idea-text.ts';
import { type ProposalFacts, proposalPage } from '../team-pages/proposals/proposal-page.ts';
import {
  changedProposalPage,
  goneProposalPage,
  overtakenProposalPage,
  placeChosen,
  proposePage,
  unreadyProposalPage,
} from '../team-pages/proposals/propose-page.ts';
import type { ProposalWords } from '../team-pages/proposals/words/sections.ts';
import { proposalWords } from '../team-pages/proposals/words/words.ts';
import { type Decider, type DecidingOnProposals, publishTried, tryAgainstRunning } from '../work/decide-on-proposal.ts';
import { lookAtProposal } from '../work/look-at-proposal.ts';
import { decideOn, proposalOf, propose } from '../work/propose.ts';
import { readLearned } from '../work/read-learned.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import { reasonComplaint, undoOf } from './publish.ts';
import type { TeamActTools } from './tools.ts';

/**
 * Proposes a change of the playbook, and has it tried. Fields: `kind`, what it was learned from (`move`; `play` and `way`; or
 * `task` and `account`), `note`: why; of what is done early `at`, of what worked `text`.
 */
export const proposeChange: TakeTeamAct = async (request, tools) => {
  const { form, formOf, reader } = request;
  const { locale, member } = reader;
  const running = await tools.playbooks.current();
  if (running === undefined) return goneProposalPage(locale);
  const today = tools.clock.dayOf(tools.now());
  const learned = await readLearned(form, running.playbook, {
    improvements: tools.improvements,
    findTask: (id) => tools.tasks.find(id),
    readWork: async () => [],
  });
  if (learned === undefined) return goneProposalPage(locale);
  const refuse = (complaint: keyof ProposalWords['complaint']) =>
    proposePage({ learned, playbook: running.playbook }, { form: formOf, locale, filled: form, complaint });
  const complaint = reasonComplaint(form);
  if (complaint !== undefined) return refuse(complaint);
  const idea = ideaIn(form, learned);
  if ('complaint' in idea) return refuse(idea.complaint);
  if ('unfit' in withIdea(running.playbook, idea)) return goneProposalPage(locale);
  const said = { idea, from: learnedFrom(learned), by: member.id, why: wholeTextIn(form, 'note') };
  const result = await propose(tools, proposalOf(said, today, tools.now()), 'page');
  if ('refused' in result) {
    return result.refused === 'too-many' ? refuse('too-many') : changedProposalPage(locale);
  }
  const isNew = result.saved.tried === undefined && result.saved.decided === undefined;
  const isUnfit =
    isNew && (await tryAgainstRunning(result.saved, running, deciderIn(request), deciding(tools))) === 'unfit';
  form.set('back', pageOfProposal(result.saved.id));
  return backWithNotice(request, tools, { text: proposalWords(locale).told[isUnfit ? 'proposedUnfit' : 'proposed'] });
};

/** Has a proposal tried against the playbook that runs now. Field: `proposal`. */
export const tryProposal: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const [proposal, running] = await asked(request, tools);
  if (proposal === undefined || running === undefined) return goneProposalPage(reader.locale);
  if (proposal.decided !== undefined) return changedProposalPage(reader.locale);
  const came = await tryAgainstRunning(proposal, running, deciderIn(request), deciding(tools));
  if (came === 'overtaken') return changedProposalPage(reader.locale);
  form.set('back', pageOfProposal(proposal.id));
  return backWithNotice(request, tools, { text: proposalWords(reader.locale).told[came] });
};

/** Makes a proposal a version of the playbook. Fields: `proposal`, `note`: why; `onto`: the version that it was shown against. */
export const publishProposal: TakeTeamAct = async (request, tools) => {
  const { form, formOf, reader } = request;
  const { locale } = reader;
  const facts = await factsOf(request, tools);
  if (facts === undefined) return goneProposalPage(locale);
  const { proposal, running } = facts;
  if (proposal.decided !== undefined) return changedProposalPage(locale);
  if (form.get('onto') !== running.version) return overtakenProposalPage(locale);
  const complaint = reasonComplaint(form);
  if (complaint !== undefined)
    return proposalPage(facts, formOf, locale, { complaint, reason: wholeTextIn(form, 'note') });
  const [why, onto] = [wholeTextIn(form, 'note'), running.version];
  const asked = { ...deciderIn(request), why, onto, members: [...facts.members] };
  const result = await publishTried(proposal, running, asked, deciding(tools));
  if ('refused' in result) {
    return result.refused === 'overtaken' ? overtakenProposalPage(locale) : unreadyProposalPage(locale);
  }
  const { published, after } = result;
  const version = 'same' in published ? published.same : published.published;
  form.set('back', pageOfProposal(proposal.id));
  const name = proposalWords(locale).name(ideaText(proposal.idea, running.playbook, locale));
  return backWithNotice(request, tools, {
    text: proposalWords(locale).told.published(version),
    undo: [
      ...('same' in published ? [] : undoOf(published, locale)),
      ...(after === null ? [] : [{ proposal: after, name }]),
    ],
  });
};

/** Turns a proposal down. Fields: `proposal`, `note`: why. */
export const declineProposal: TakeTeamAct = async (request, tools) => {
  const { form, formOf, reader } = request;
  const { locale } = reader;
  const facts = await factsOf(request, tools);
  if (facts === undefined) return goneProposalPage(locale);
  const { proposal, running } = facts;
  if (proposal.decided !== undefined) return changedProposalPage(locale);
  const why = wholeTextIn(form, 'note');
  const complaint = reasonComplaint(form);
  if (complaint !== undefined) return proposalPage(facts, formOf, locale, { complaint, reason: why });
  const after = await decideOn(tools, proposal, { how: 'declined', why }, deciderIn(request));
  if (after === null) return changedProposalPage(locale);
  form.set('back', pageOfProposal(proposal.id));
  const name = proposalWords(locale).name(ideaText(proposal.idea, running.playbook, locale));
  return backWithNotice(request, tools, {
    text: proposalWords(locale).told.declined,
    undo: [{ proposal: after, name }],
  });
};

const asked = ({ form }: ActRequest, { proposals, playbooks }: TeamActTools) =>
  Promise.all([proposals.find(form.get('proposal') ?? ''), playbooks.current()]);

async function factsOf(request: ActRequest, tools: TeamActTools): Promise<ProposalFacts | undefined> {
  const [[proposal, running], members] = await Promise.all([asked(request, tools), tools.records.members()]);
  if (proposal === undefined || running === undefined) return undefined;
  const looked = await lookAtProposal(proposal, running, members, tools);
  return {
    ...{ proposal, running, members, ...looked, query: new URLSearchParams(), mayManage: true },
    timeZone: tools.company.timeZone,
  };
}

const deciderIn = ({ reader: { member } }: ActRequest): Decider => ({
  ...{ doing: { who: memberOf(member.id), door: 'page' }, by: member.id },
});

const deciding = (tools: TeamActTools): DecidingOnProposals => ({
  ...tools,
  readMembers: () => tools.records.members(),
  today: tools.clock.dayOf(tools.now()),
});

/** What is meant by a form, of what its source offers. */
function ideaIn(form: URLSearchParams, learned: Learned): Idea | { complaint: 'no-choice' | 'no-text' | 'too-long' } {
  if ('play' in learned) return { kind: 'way', play: learned.play, way: learned.way };
  if ('task' in learned) return noteIn(form, learned.template);
  const { activity, ideas } = learned;
  const kind = [ideas.own, ...ideas.others].find((one) => one === form.get('kind'));
  if (kind === 'drop' || kind === 'rarer') return { kind, task: activity };
  if (kind === 'ask') return { kind, activity };
  if (kind === 'note') return noteIn(form, activity);
  const at = placeChosen(form.get('at'), ideas.places);
  return kind !== 'early' || at === undefined ? { complaint: 'no-choice' } : { kind, activity, at };
}

/** What worked, for the text of a task. */
function noteIn(form: URLSearchParams, task: string): Idea | { complaint: 'no-text' | 'too-long' } {
  const idea = noteIdea(task, wholeTextIn(form, 'text'));
  if (idea === undefined) return { complaint: 'no-text' };
  return isTooLong(form, 'text') ? { complaint: 'too-long' } : idea;
}
