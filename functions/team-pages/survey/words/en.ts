import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { SurveyPageWords } from './sections.ts';

export const surveyPage: Speak<SurveyPageWords> = (style) => ({
  heading: 'What customers say of our work',
  lead: (first) => `Surveys on what the team does, since ${style.longDay(first)}.`,
  apart: 'These answers are about the team’s work. They are never part of the product’s NPS.',
  kpis: 'The product’s NPS is among the KPIs',
  empty: {
    heading: 'Nobody was asked yet',
    lead: 'A mail of a play asks once it says asks: activity or asks: cs-nps in the playbook. Whoever operates this can switch on the ones that are there.',
  },
  figures: {
    asked: 'Asked',
    answered: 'Answered',
    silent: 'Not answered',
    gap: 'Beside what they expected',
    nps: 'Would recommend our work (NPS)',
    counts: (less, asExpected, more) =>
      `less ${style.number(less)} · as expected ${style.number(asExpected)} · more ${style.number(more)}`,
    npsOf: (value, low, high, answers) => `${value} (${low} to ${high}), ${plural(style, answers, 'answer')}`,
    npsRange: (low, high, answers, needed) =>
      `between ${low} and ${high}, ${plural(style, answers, 'answer')}; too few to tell: ${style.number(needed)} more needed`,
    none: 'no answer yet',
  },
  by: { activity: 'By kind of activity', segment: 'By how they stood when asked', role: 'By role of who was asked' },
  columns: {
    name: 'Who or what',
    asked: 'Asked',
    answered: 'Answered',
    gap: 'Beside what they expected',
    nps: 'NPS of our work',
  },
  segments: { fan: 'Fans', neutral: 'Neutral', worry: 'Low use or a worry', unknown: 'Not known' },
  segmentsHint:
    'As they stood on the day of the mail. Fans: they gave the product 9 or 10 within a year. A worry: the account was at risk, or they gave 6 or less.',
  notNamed: 'The team’s work as a whole',
  noRole: 'No role on record',
  afterLeaving: (answers) =>
    `${plural(style, answers, 'answer')} came from people who had left or whose company was no customer any more: on record below, in no figure.`,
  withoutAsk: (answers) =>
    `${plural(style, answers, 'answer')} came to mails of before it was put on record who was asked: in the answers, and in no share.`,
  rule: (days) =>
    days === 0
      ? 'The playbook sets no limit to how often somebody is asked.'
      : `Nobody is asked more than once in ${plural(style, days, 'day')}; what would have asked again is dropped, and stands among the mails with its reason.`,
  voices: {
    heading: 'Who answered what',
    columns: {
      day: 'Day',
      account: 'Account',
      contact: 'Who',
      about: 'About',
      said: 'Answer',
      comment: 'In their words',
    },
    recommends: (score) => `Would recommend: ${style.number(score)} of 10`,
    hasLeft: 'had left by then',
    wholeList: 'All answers',
    ofRow: (name) => `Only: ${name}`,
  },
  file: {
    id: 'Account id',
    contactId: 'Contact id',
    segment: 'Segment when asked',
    role: 'Role',
    score: 'Would recommend (0–10)',
    expectation: 'Beside what was expected',
  },
});
