import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { ProposalWords } from './sections.ts';

export const proposals: Speak<ProposalWords> = (style) => ({
  list: {
    heading: 'Proposed changes',
    lead: 'What worked, on its way into the playbook: each is tried against the stories and the past before a manager publishes it.',
    empty: {
      heading: 'Nothing is proposed at the moment',
      lead: 'Proposals begin where something was learned: at a move of the improvement map, at ways of a play that are tried, or at a task that went well.',
    },
    columns: { what: 'What would be otherwise', from: 'Learned from', who: 'Proposed', state: 'State' },
    waits: 'waits for a decision',
    more: 'Older ones are not shown.',
    toPlays: 'Plays',
    toMap: 'Improvement map',
  },
  idea: {
    way: (play, way) => `“${way}” becomes the play “${play}”; nothing else is tried in it any more.`,
    earlyInStage: (activity, stage) =>
      `When an account enters the stage “${stage}”, its CSM gets a task to do “${activity}” before the customer asks.`,
    earlyWithSignal: (activity, signal) =>
      `When the signal “${signal}” trips, its play also has “${activity}” done before the customer asks.`,
    drop: (task) => `No play asks for the task “${task}” any more.`,
    rarer: (task) => `What asks for the task “${task}” stays quiet for twice as long afterwards.`,
    ask: (activity) =>
      `The mails that ask customers what they make of “${activity}” go out, each once its CSM has approved it; they are switched off today.`,
    note: (task) => `The task “${task}” tells what has worked.`,
  },
  from: {
    move: (activity) => `a move: ${activity}`,
    play: (play) => `what was tried: ${play}`,
    task: 'a task that went well',
  },
  proposed: (who, moment) => `Proposed by ${who} on ${moment}`,
  decided: {
    published: (who, moment) => `Published by ${who} on ${moment}`,
    declined: (who, moment) => `Declined by ${who} on ${moment}`,
    asVersion: (version) => `as ${version}`,
  },
  unfit: {
    gone: 'What it is about is no longer in the playbook.',
    'so-already': 'The playbook says so already.',
    'nowhere-asked':
      'No play asks for this: people do it of their own accord, so there is nothing in the playbook to take away. Agree on it in the team.',
    'asked-nowhere': 'No mail of the playbook asks customers about it. A person has to write one (asks: activity).',
    'all-of-a-play':
      'It is the only thing that one of the plays does. Without it the play and its signal would have to go too, which a person has to write.',
    'once-already': 'It comes once for each matter and can’t come less often.',
  },
  diff: {
    heading: 'What changes in the playbook',
    against: (version) => `Compared with ${version}, which runs now.`,
    columns: { where: 'Where', before: 'Now', after: 'Then' },
    nothing: 'Nothing would change.',
    isNew: 'new',
    isGone: 'taken out',
    task: (title) => `Task “${title}”`,
    mail: (subject) => `Mail “${subject}”`,
    modes: {
      off: 'is not sent',
      draft: 'as a draft to the CSM',
      approve: 'once the CSM approves it',
      send: 'by itself',
    },
    way: (name) => `Way “${name}”`,
    steps: 'Steps',
    fields: { title: 'Title', body: 'What it says', subject: 'Subject' },
    more: (count) => `and ${style.number(count)} more`,
    stageEntered: (stage, days) =>
      `Trips when an account enters “${stage}” (within ${plural(style, days, 'day')}), once each time.`,
    startsPlay: (play) => `Starts the play “${play}”.`,
    dueIn: (days) => `For the CSM, due in ${plural(style, days, 'business day')}.`,
  },
  check: {
    heading: 'Check',
    fine: 'The playbook would fit itself, what ran before, and the team.',
    unfit: 'The playbook would not fit itself or the team:',
    tooLarge: 'The playbook would be too large to be stored.',
  },
  stories: {
    heading: 'Stories',
    none: 'No stories are kept here, so nothing is known of what the team expects of its playbook. Whoever operates this can hand them over with the playbook.',
    allHold: (stories) =>
      `${plural(style, stories, 'story', 'stories')} gone through: none comes otherwise because of this.`,
    already: (stories) =>
      `${plural(style, stories, 'story', 'stories')} ${stories === 1 ? 'comes' : 'come'} otherwise by the running playbook too; this changes nothing about that.`,
    broken: (stories) => `${plural(style, stories, 'story', 'stories')} would come otherwise:`,
    expected: 'expected',
    instead: 'instead',
    more: (count) => `and ${style.number(count)} more`,
    howToMend:
      'If the stories are right, decline this. If what is expected has changed, the stories have to be rewritten with the playbook’s file.',
    waits: 'The stories are being gone through.',
  },
  whatIf: { heading: 'What it would have raised', waits: 'The past of all accounts is being gone through.' },
  tries: {
    none: 'It has not been tried yet.',
    stale: (version) => `It was tried against ${version}. Another version runs since: try it again.`,
    failed: 'Trying it stopped half-way.',
    running: 'It is being tried: the stories, and the last 13 weeks of all accounts.',
    lookAgain: 'Look again',
    button: 'Try it',
    again: 'Try it again',
    sameAs: (running) => `${running}, which runs now, says the same.`,
    at: (moment, version) => `Tried on ${moment} against ${version}.`,
  },
  decide: {
    heading: 'Decide',
    lead: 'It becomes a new version of the playbook, with your reason. You can take it back.',
    reason: 'Why (for whoever looks at it later)',
    publish: 'Publish',
    decline: 'Decline',
    declineLead: 'Decline instead',
    forManagers: 'A manager decides.',
    notYet: 'It can be published once it has been tried against what runs now.',
    broken: 'It can’t be published while it makes stories come otherwise.',
    unfit: 'It can’t be published as it is.',
  },
  propose: {
    heading: 'Propose a change of the playbook',
    lead: 'Nothing changes yet: it is tried first, then a manager decides.',
    why: 'Why would it be better?',
    button: 'Propose and try',
    at: 'When is it to be done?',
    inStage: (stage, asked) =>
      asked > 0
        ? `on entering “${stage}” (asked for ${style.number(asked)} times there in a year)`
        : `on entering “${stage}”`,
    withSignal: (signal) => `together with “${signal}”`,
    inStages: 'On entering a stage',
    withSignals: 'Together with a signal',
    nearest: 'What comes nearest',
    none: 'The playbook has nothing like it either.',
    byPeople:
      'The playbook says nothing about how this is done: no task has a text for it, and no mail asks customers about it. So there is nothing to change in it: agree in the team on how it is done better, or with less effort.',
    kind: {
      way: 'Make it the play',
      early: 'Do it before they ask',
      drop: 'Take the task out of the plays',
      rarer: 'Ask for it half as often',
      ask: 'Ask customers about it',
      note: 'Write it into the task',
    },
    text: 'What worked',
    textHint: 'Everybody who gets this task will read it: please name no customers or people.',
  },
  told: {
    proposed: 'It is proposed, and is being tried.',
    proposedUnfit: 'It is proposed, but can’t be tried as it is: the check below says why.',
    tried: 'It is being tried.',
    unfit: 'It can’t be tried as it is: the check below says why.',
    published: (version) => `Published: ${version} runs from now on.`,
    declined: 'It was declined.',
  },
  complaint: {
    'no-reason': 'Please give a reason.',
    'too-long': 'That is too long: please be brief.',
    'no-choice': 'Please choose when it is to be done.',
    'too-many': '50 proposals wait for a decision. Decide on some of them first.',
    'no-text': 'Please write what worked, without {{ }} or {% %}.',
  },
  gone: { heading: 'There is no such proposal', lead: 'What it was about is gone, or the address was cut off.' },
  changed: {
    heading: 'Somebody else was first',
    lead: 'It was decided on or tried while you were looking. Nothing of yours was stored: see how it stands now.',
  },
  notReady: {
    heading: 'It can’t be published yet',
    lead: 'It has to pass its check, the stories and the what-if for the playbook that runs now. See what is missing.',
  },
  overtaken: {
    heading: 'Somebody else published first',
    lead: 'The playbook changed while you were looking. Nothing was published: try it again against what runs now.',
  },
  back: 'All proposals',
  backToProposal: 'Back to the proposal',
  lead: {
    fromMove: 'Propose for the playbook',
    fromWay: (way) => `Try “${way}” as the play, and propose it`,
    fromTask: 'This worked: propose it for everybody',
    all: 'Proposed changes',
  },
  name: (what) => `Proposal: ${what}`,
});
