import type { Speak } from '../../../domain/locale/words.ts';
import { UNDOABLE_FOR_IN_MINUTES } from '../../../domain/tasks/task-changes.ts';
import { general, plays } from '../../mail/words/en.ts';
import type {
  CustomerPageWords,
  DraftWords,
  NextActionWords,
  PageWords,
  UndoWords,
  WhoeverLeftWords,
  WholeTaskWords,
} from './sections.ts';

export const pages: Speak<PageWords> = (style) => ({
  unknownLink: {
    heading: 'This link does not lead anywhere',
    lead: 'It may have been cut off by a mail program. Open it from the mail again, or reply to the mail.',
  },
  expiredLink: {
    heading: 'This link is too old',
    lead: 'Links in mails are good for some weeks only. Reply to the mail, and a person will see to it.',
  },
  trouble: {
    heading: 'That did not work',
    lead: 'It is our fault, and nothing was lost: please try it again in a minute.',
  },
  openAgain: 'Try again',
  unreadableForm: {
    heading: 'That did not arrive whole',
    lead: 'So nothing was changed. Go back and send it again; if it was a long text, make it shorter.',
  },
  busy: {
    heading: 'Please try again in a moment',
    lead: 'We are very busy right now. Nothing was changed, and what was saved before is safe.',
  },
  notStoredYet: 'We are very busy right now, so this has not been saved yet. Please try again in a moment.',
  notStored: 'What you have just sent was not saved.',
  task: {
    about: (account, due) => `${account} · ${general(style).by(due)}`,
    you: 'you',
    somebody: 'a colleague',
    person: (name) => name,
    acts: {
      done: {
        lead: 'Say what came of it.',
        button: 'Mark as done',
      },
      snooze: {
        lead: 'Nobody reminds you before. On that day it comes back to you by mail.',
        button: 'Snooze',
      },
      'hand-over': { lead: 'They get it by mail at once, with your note and the data.', button: 'Hand over' },
      useful: { lead: 'This helps the team decide when to raise such a task.', button: 'It was useful' },
      'too-early': {
        lead: 'This helps the team decide when to raise such a task. It stays open.',
        button: 'It came too early',
      },
      'false-alarm': {
        lead: 'The task closes, and nobody is asked for anything more in this matter.',
        button: 'It was a false alarm',
      },
    },
    outcome: 'What came of it',
    outcomes: {
      won: 'Won: they agreed to something new',
      helped: 'It helped',
      'no-effect': 'No effect so far',
      'not-needed': 'It was not needed',
      'false-alarm': 'False alarm',
    },
    minutes: 'Minutes it took',
    minutesShown: (minutes) => `${minutes} min`,
    reasonQuestion: 'Why do they leave?',
    reason: 'Why they leave',
    reasonShown: (label) => `Why they leave: ${label}`,
    stays: 'They stay after all',
    note: 'Note',
    noteForReceiver: 'What they should know',
    optional: 'optional',
    until: 'Until when?',
    inDays: (days, day) => `${days === 1 ? 'Next working day' : `In ${days} working days`} · ${style.day(day)}`,
    dayOff: (day) => `${style.day(day)} is a day off for you. The task comes back then all the same.`,
    anotherDay: 'Or another day',
    to: 'To whom?',
    choose: 'Choose …',
    people: 'People',
    roles: 'Whoever holds the role',
    others: 'Or something else:',
    backOn: (day) => style.day(day),
    snoozedNow: 'Put off to',
    feedback: { useful: 'Useful', 'too-early': 'Too early', 'false-alarm': 'False alarm' },
    feedbackGiven: 'Your word on the signal',
    done: {
      done: { heading: 'Done. Thank you.', lead: '' },
      snooze: { heading: 'Put off', lead: 'It comes back to you by mail on that day.' },
      'hand-over': { heading: 'Handed over', lead: 'They have it by mail in a moment.' },
      useful: { heading: 'Thank you', lead: 'Your word is on record. The task stays as it is.' },
      'too-early': { heading: 'Thank you', lead: 'Your word is on record. The task stays as it is.' },
      'false-alarm': {
        heading: 'Thank you',
        lead: 'The task is closed. Nobody is asked for anything more in this matter.',
      },
    },
    follows: {
      before: (title, who) => `Once it is done, “${title}” goes to ${who.join(' and ')}.`,
      after: (title, who) => `Next, “${title}” goes to ${who.join(' and ')}.`,
      waitsFor: (who) => `What comes next also waits for ${who.join(' and ')}.`,
      none: 'No other task follows from it.',
      unknown: 'Whatever comes next reaches whoever has it by mail.',
    },
    notApproved: 'Mail to the customer',
    notApprovedSince: (day) => `Not approved in time: dropped on ${style.day(day)}`,
    closed: {
      heading: 'This task is closed',
      done: (who, day) => `Marked as done by ${who} on ${style.day(day)}.`,
      answered: (_who, day) =>
        `It closed on ${style.day(day)}: the customer has answered anew, and their answer is a task of its own where one is needed.`,
      recovered: (_who, day) => `It closed by itself on ${style.day(day)}: what it was about has recovered.`,
      retired: (_who, day) => `It closed on ${style.day(day)}: the playbook no longer asks for it.`,
      churned: (_who, day) => `It closed on ${style.day(day)}: the account is no customer any more.`,
    },
    elsewhere: {
      heading: (name) => `This task is with ${name} now`,
      lead: (who, day) => `Handed over by ${who} on ${style.day(day)}.`,
      unknownLead: 'It has changed hands since this mail was written.',
    },
    gone: { heading: 'This task is no longer here', lead: 'There is nothing left to do about it.' },
    notRecorded: 'What you have just sent was not recorded: this came before it.',
    refused: {
      closed: 'It was closed in the meantime.',
      'not-a-later-day': 'Choose a day that is still to come.',
      'too-far-off': 'Choose a day within the next three months. If it is later, close the task as not needed.',
      'has-it-already': 'They have it already. Choose somebody else.',
      'changed-too-often':
        'So much was done to this task that its record is full, so this was not recorded. Please close it.',
      nobody: 'Choose who gets it.',
      'bad-minutes': 'Write whole minutes, 1 to 1,440, or leave it empty.',
      'no-outcome': 'Choose what came of it.',
      'no-reason': 'Choose why they leave.',
      'no-verdict': 'Choose whether it was right to raise this.',
      'too-long': 'The note is too long: 2,000 characters at most.',
    },
  },
  approval: {
    heading: (person) => `May this mail go to ${person}?`,
    lead: 'It goes as it stands below, with whatever you change. Nothing has gone out yet.',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    body: 'Text',
    marks: 'An empty line begins a new paragraph; **two stars** make it bold.',
    answerLinks: (place) => `The buttons by which they answer stand in the place of ${place}.`,
    elsewhere: (csm, account) => `${csm} looks after ${account} now. Talk to them before you send it.`,
    send: 'Send',
    drop: 'Don’t send',
    approved: (who) => ({ heading: 'It is on its way', lead: `Approved by ${who}. It goes out within a few minutes.` }),
    sent: (who) => ({ heading: 'This mail has gone out', lead: `Approved by ${who}.` }),
    held: (who) => ({
      heading: 'This mail could not go out',
      lead: `Approved by ${who}, but something stands in its way. Whoever runs Sakimawari sees why.`,
    }),
    dropped: (who) => ({ heading: 'This mail does not go out', lead: `Decided by ${who}. The customer got nothing.` }),
    expired: {
      heading: 'This mail was dropped',
      lead: 'Nobody approved it in time. The customer got nothing; write to them yourself if it still matters.',
    },
    notReady: { heading: 'This mail is not ready yet', lead: 'Please try it again in a minute.' },
    tooLate: 'It was decided before you pressed the button: what you have just sent changed nothing.',
    takeBack: {
      approved: 'Not what you meant? You can take it back until it goes out, a minute from then at the earliest.',
      dropped: 'Not what you meant? You can take it back and decide anew.',
      button: 'Undo',
      told: 'Taken back. The customer got nothing, and the mail waits for your word again.',
      tooLate: 'It was not taken back: it has gone out, or somebody has decided since.',
    },
    gone: { heading: 'This mail is no longer here', lead: 'There is nothing left to decide about it.' },
    refused: {
      empty: 'A mail needs a subject and a text.',
      tooLong: 'That is too long: 200 characters for the subject, 10,000 for the text.',
      choose: 'Press one of the two buttons. Nothing has been sent yet.',
    },
  },
  customer: {
    comment: 'Would you like to add something?',
    optional: 'optional',
    refused: {
      choose: 'Please choose an answer. Nothing has been sent yet.',
      tooLong: 'That is a little too long: please keep it to 2,000 characters. Nothing has been sent yet.',
    },
    full: {
      heading: 'This answer was not saved',
      lead: (stands, csm) =>
        `You have changed your answer so often that it cannot be changed here any more. The last one we have is: ${stands}. If it should be another, please reply to the mail, and ${csm} will see to it.`,
      written: 'What you wrote, to be copied',
    },
    renewal: {
      about: (account) => account,
      heading: (day) => `Your renewal on ${style.longDay(day)}`,
      lead: (csm) => `Nothing is binding: it tells ${csm} how you see it today, and you can change it.`,
      answers: {
        renew: 'Yes, we would like to renew',
        talk: 'We would like to talk about it first',
        'not-renewing': 'We are not planning to renew',
      },
      send: 'Send the answer',
      legend: 'How do you see it?',
      said: {
        you: (day, answer) => `Your answer of ${style.day(day)}: ${answer}.`,
        colleague: (day, answer) => `A colleague of yours answered on ${style.day(day)}: ${answer}.`,
        recorded: (csm, day, answer) => `Noted by ${csm} on ${style.day(day)}: ${answer}.`,
      },
      thanks: {
        renew: {
          heading: 'Thank you. We are glad.',
          lead: (csm) => `${csm} takes it from here and sends you what is needed. There is nothing else for you to do.`,
        },
        talk: {
          heading: 'Thank you. Let’s talk.',
          lead: (csm) => `${csm} will get in touch to find a time that suits you.`,
        },
        'not-renewing': {
          heading: 'Thank you for telling us',
          lead: (csm) => `${csm} will get in touch about what you need for the time after. You get no more reminders.`,
        },
      },
      changeIt: 'Changed your mind? Open the link in the mail again.',
    },
    survey: {
      heading: (company) => `How likely are you to recommend ${company} to a colleague?`,
      ends: { low: '0 = not at all', high: '10 = certainly' },
      legend: 'From 0 to 10',
      why: 'What is the main reason?',
      send: 'Send',
      said: (value) => `So far you have answered ${value}. You can change it here.`,
      thanks: {
        heading: 'Thank you. It has arrived.',
        lead: (csm) => `${csm} reads every answer. You won’t be asked again about this.`,
      },
    },
    fit: {
      heading: 'Is such a mail too much, just right, or not enough?',
      send: 'Send',
      legend: 'For me it is',
      thanks: { heading: 'Thank you', lead: 'We take it into account when we decide what to write to you.' },
    },
    csNps: {
      heading: (csm) => `How likely are you to recommend working with ${csm} and the team to a colleague?`,
      lead: 'This is about what we do for you, not about the product.',
    },
    activity: {
      heading: 'How was what we did for you, beside what you had expected?',
      send: 'Send',
      legend: 'It was',
      thanks: { heading: 'Thank you', lead: 'We use it to do more of what helps you, and less of what does not.' },
    },
    preferences: {
      heading: (company) => `Which mails would you like from ${company}?`,
      lead: 'Your choice takes effect at once.',
      legend: 'I would like to get',
      kinds: {
        guidance: { label: 'Guidance', hint: 'Help with getting started and with using the product' },
        offers: { label: 'Offers', hint: 'Proposals of other plans, options and products' },
        surveys: { label: 'Surveys', hint: 'Short questions about how satisfied you are' },
      },
      send: 'Save',
      saved: {
        heading: 'Saved',
        none: 'You will get no more automatic mails from us.',
        some: (kinds) => `You will get: ${kinds.join(', ')}. Nothing else.`,
      },
      contract: 'Mails about your contract, such as its renewal, reach you in any case.',
    },
  },
});

export const draft: Speak<DraftWords> = () => ({
  heading: (person) => `Send this mail to ${person}?`,
  lead: 'It goes from your address, as it stands below or as you change it. Nothing has gone out yet.',
  ownOnly:
    'Your company has mails to customers sent from your own mail program. Open it there, or copy the text from below.',
  buttons: 'Buttons by which they can answer are added.',
  twice: 'Sent it from your own mail program already? Then leave it here, or they get it twice.',
  own: {
    heading: 'Rather from your own mail program?',
    open: 'Open in your mail program',
    copy: 'If the text is missing there, copy it from above.',
  },
});

export const nextAction: Speak<NextActionWords> = (style) => ({
  heading: (account) => `What happens next with ${account}?`,
  lead: 'It stands in the next weekly list, with how the score has moved since.',
  label: 'Next action',
  hint: 'One line: what, and who does it',
  save: 'Save',
  soFar: 'So far',
  noted: (text, who, day) => `${text}\n${who === undefined ? '' : `${who}, `}${style.day(day)}`,
  saved: { heading: 'Saved', lead: 'It stands in the next weekly list. You can change it here at any time.' },
  gone: { heading: 'This account is no longer here', lead: 'Nothing was saved.' },
  refused: {
    empty: 'Write down what happens next.',
    tooLong: 'That is too long for a line of the list: 300 characters at most.',
    changed: (who) =>
      `${who ?? 'Somebody'} has noted something else in the meantime: you see it above. Save again if yours is to take its place.`,
  },
});

export const undo: Speak<UndoWords> = () => ({
  offer: `Not what you meant? You can take it back for ${UNDOABLE_FOR_IN_MINUTES} minutes.`,
  button: 'Undo',
  ask: { heading: 'Open this task again?', lead: 'It goes on as if it had not been done.' },
  undone: { heading: 'The task is open again', lead: 'Nothing is closed because of it, and you can go on with it.' },
  gone: {
    heading: 'What had followed already stays. Tell whoever has it if it should wait.',
    item: (title, who) => `${title} · ${who}`,
  },
  tooLate: {
    heading: 'This can no longer be undone',
    lead: `That is possible for ${UNDOABLE_FOR_IN_MINUTES} minutes, and they have passed. Talk to whoever has what comes next, if something should change.`,
  },
});

export const wholeTask: Speak<WholeTaskWords> = (style) => {
  const en: WholeTaskWords = {
    about: (account, due, isLate) =>
      `${account} · ${isLate ? plays(style).late.dueSince(due) : general(style).by(due)}`,
    with: {
      reader: 'This task is yours',
      nobody: 'Nobody has this task yet',
      other: (name) => `${name} has this task`,
    },
    snoozed: (day) => `back on ${style.day(day)}`,
    said: 'In their own words',
    saidBy: (who, day) => `${who === undefined ? '' : `${who}, `}${style.day(day)}`,
    saidOfRenewal: (answer, who, day) => `“${answer}” · ${en.saidBy(who, day)}`,
    person: 'Who it is about',
    unnamed: 'A user without a name on record',
    history: 'What has happened so far',
    customer: 'the customer',
    acts: {
      done: (who) => `Marked as done by ${who}`,
      undone: (who) => `Opened again by ${who}`,
      snoozed: (who, until) => `Put off by ${who} to ${style.day(until)}`,
      'handed-over': (who, to) => `Given to ${to} by ${who}`,
      feedback: (who, verdict) => `Called ${en.verdicts[verdict]} by ${who}`,
      'approval-expired': () => 'A mail to the customer was not approved in time and did not go out',
    },
    others: 'Other tasks in the same matter',
    other: (title, who, state) => `${title} · ${who} · ${state}`,
    doneOn: (day) => `done on ${style.day(day)}`,
    closedOn: (day) => `closed on ${style.day(day)}`,
    verdicts: { useful: 'useful', 'too-early': 'too early', 'false-alarm': 'a false alarm' },
  };
  return en;
};

export const whoeverLeft: Speak<WhoeverLeftWords> = () => ({
  heading: (successor) => `This is with ${successor?.name ?? 'the team'} now`,
  lead: (one) =>
    `You are no longer in the team, so this link can no longer be used, and nothing was changed. If there is something to pass on, please tell ${one?.name ?? 'your colleagues'}.`,
});

const doneBy = { reader: 'by you', colleague: 'by a colleague of yours', us: 'by us' };

export const customerPage: Speak<CustomerPageWords> = (style) => ({
  about: (account, reader) => (reader === null ? `The page of ${account}` : `The page of ${reader}, ${account}`),
  heading: {
    next: (title) => `Next for you: ${title}`,
    proposal: 'Next for you: the goal that we propose',
    allDone: 'All that was yours to do is done',
    nothing: 'Nothing is waiting for you',
  },
  lead: {
    by: (day) => `Planned by ${style.day(day)}.`,
    since: (day) => `It was planned by ${style.day(day)}. Whenever it suits you.`,
    progress: (done, all) => `${style.number(done)} of ${style.number(all)} steps of this stage are done.`,
    nothing: 'Once there is a next step, you find it here.',
  },
  way: { heading: 'Your way with us', states: { past: 'done', current: 'you are here', 'to-come': 'to come' } },
  goal: 'Where this stage leads',
  steps: {
    progress: (done, all) => `${style.number(done)} of ${style.number(all)} done`,
    groups: { joint: 'What we do together', customer: 'What is yours to do', own: 'What we do' },
    by: (day) => `by ${style.day(day)}`,
    since: (day) => `was planned by ${style.day(day)}`,
    done: (day, who) => `done ${doneBy[who]} on ${style.day(day)}`,
    toCome: 'comes after these',
    tick: 'Done',
    tickNext: 'This is done',
    ofStep: (title) => `: ${title}`,
    undo: 'Undo',
    undoHint: 'You can undo it for a minute.',
  },
  success: {
    heading: 'Your goal',
    none: 'There is none yet. Tell us what you want to reach, and we write it down together.',
    value: 'Today',
    noValue: 'not measured yet',
    start: 'At the start',
    target: 'Goal',
    by: 'By',
    proposed: 'The goal that we propose',
    agree: 'Agree to this goal',
    orWrite: 'If it should be another one, tell us below.',
    far: (share) => `${style.number(share * 100, 0)} % of the way`,
  },
  comments: {
    heading: 'Write to us',
    label: (csm) => `Your message to ${csm}`,
    hint: 'Up to 2,000 characters. It arrives at once.',
    send: 'Send',
    earlier: 'What you sent before',
    on: (day) => style.day(day),
  },
  csm: {
    heading: 'Who looks after you',
    none: (company) => `${company} will tell you as soon as somebody is named.`,
    write: 'Write a mail',
  },
  until: (day) =>
    `You came here by a link that was made for the person named above; nobody has to sign in. It works until ${style.longDay(day)}.`,
  told: {
    ticked: (title) => `“${title}” is marked as done. We are told, too.`,
    already: (title, who, day) =>
      `“${title}” was done ${doneBy[who]} on ${style.day(day)}. Nothing has changed by what you pressed now.`,
    undone: (title) => `“${title}” is open again.`,
    agreed: (goal) => `“${goal}” is now the goal that we work towards.`,
    otherGoal: 'The proposal has changed in the meantime. Please look at it once more.',
    tooLate: 'It is too late to undo this. Tell us below what should be different.',
    gone: 'This step has changed in the meantime. This is how things stand now.',
    commented: (csm) => `Sent to ${csm}.`,
    empty: 'Write something first. Nothing has been sent yet.',
    tooLong: 'Please keep to 2,000 characters. Nothing has been sent yet.',
    tooMany: (csm) =>
      `No more messages can be sent from here today. Please write to ${csm} by mail. Nothing has been sent yet.`,
  },
  revoked: {
    heading: 'This link does not work any more',
    lead: 'Ask the person who looks after you for a new one: an answer to their mail is enough.',
  },
  expired: {
    heading: 'This link has expired',
    lead: (csm) =>
      csm === null
        ? 'To keep your page safe, links to it work for some weeks. Reply to our last mail, and we send you a new one.'
        : `To keep your page safe, links to it work for some weeks. ${csm} will be glad to send you a new one.`,
  },
  gone: {
    heading: 'This page is not there at the moment',
    lead: 'If you have a question, an answer to our last mail is enough.',
  },
  churned: {
    heading: 'Thank you for your time with us',
    lead: 'Your contract has ended, and so has this page. If a question is left, an answer to our last mail is enough.',
  },
});
