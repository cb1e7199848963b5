import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { MapWords } from './sections.ts';

/** Of fewer one kind more or less is another ratio. */
const FEW_KINDS = 10;
const zones = { O: 'Too much', H: 'Happy', G: 'Disappointing' };

export const map: Speak<MapWords> = (style) => ({
  heading: 'Improvement map',
  lead: (kinds, answers) =>
    `What to stop, what to make better, what to make easier: ${plural(style, kinds, 'kind')} of activity by what customers had expected (${plural(style, answers, 'answer')}) and what goes into each, in the last 12 months.`,
  empty: {
    heading: 'There is nothing to map yet',
    lead: 'Log what you do for customers, and rate it or ask them: each kind of activity gets its place here.',
  },
  zones,
  zoneName: (zone) => `${zone}: ${zones[zone]}`,
  block: (block) => block,
  costly: 'costly to us',
  levels: { 1: 'little', 2: 'its share', 3: 'much' },
  levelsHint: (hasHourCost) =>
    `1, 2 and 3: less than half of what a kind takes on average, about that, more than one and a half times. ${hasHourCost ? 'Counted in money: people’s time and what a kind costs beside.' : 'Counted in minutes, since nobody has said what an hour costs.'}`,
  drawing: {
    title: 'Expectation against resources',
    described: (placed, unplaced) =>
      `${plural(style, placed, 'kind')} placed by customers’ answers, ${style.number(unplaced)} by the team’s own rating or not at all. The table has them all.`,
    gap: 'Expectation',
    resources: 'Resources',
    key: 'Numbers as in the table below',
    marks: {
      sure: 'Filled circle: ten answers or more',
      few: 'Hollow circle: fewer, and a line along which it may lie',
      team: 'Square: no customer has answered yet, the team’s own rating',
    },
  },
  table: {
    heading: 'Every kind of activity',
    columns: {
      number: 'No.',
      activity: 'Kind of activity',
      block: 'Block',
      customers: 'Customers say',
      team: 'The team says',
      resources: 'A month',
      way: 'The way on',
    },
    counts: (less, asExpected, more) => [
      `less ${style.number(less)}`,
      `as expected ${style.number(asExpected)}`,
      `more ${style.number(more)}`,
    ],
    gap: (value, low, high) => `gap ${value} (${low} to ${high})`,
    tooFew: (needed) => `a first sight: ${style.number(needed)} more needed`,
    notAsked: 'not asked yet',
    notRated: 'not rated',
    unsure: 'may lie in a neighbouring zone',
    amount: (works, minutes, cost) => `${works} times · ${minutes} min${cost === undefined ? '' : ` · ${cost}`}`,
    allIsWell: 'Keep it as it is',
  },
  ratio: {
    heading: 'The team’s ratio O : H : G',
    lead: 'How the kinds of activity are spread, of ten, beside ratios that are known.',
    columns: { team: 'Team', ratio: 'O : H : G', means: 'What it stands for' },
    ours: (counts, kinds, phase) =>
      `${counts} of ${plural(style, kinds, 'kind')} with enough answers${kinds < FEW_KINDS ? ', a first sight' : ''}; nearest to: ${phase}`,
    none: (needed) => `No kind has ten answers yet; the nearest one needs ${style.number(needed)} more.`,
    between: (one, other) => `${one} to ${other}`,
    us: 'Your team',
    phases: {
      ideal: {
        name: 'Ideal',
        means: 'Everything is as customers expect it, nothing is wasted. Time to try something new.',
      },
      trying: {
        name: 'Trying new things',
        means: 'A little disappoints because it is new: that is the price of learning.',
      },
      mature: { name: 'Mature', means: 'Most is well; some is overdone out of habit, and some is still lacking.' },
      starting: { name: 'Starting', means: 'A third and more disappoints: make a few things good before adding any.' },
    },
  },
  walls: {
    heading: 'The walls, and the moves over them',
    lead: 'What stands between a zone and H-2, where customers are content and it costs what it should.',
    columns: { zone: 'Where', wall: 'The wall', moves: 'The moves over it', activities: 'What stands there' },
    wall: {
      courage: 'The courage to stop: nobody complains of too much.',
      service: 'Service improvement: it has to become what customers expect.',
      efficiency: 'Efficiency: they are happy, and it is costly to us.',
    },
    zoneOf: { courage: 'O-1 to O-3', service: 'G-1 to G-3', efficiency: 'H-3' },
    none: 'nothing',
  },
  stages: {
    heading: 'Along the customer journey',
    lead: 'How often work of each zone was done at each stage.',
    columns: { stage: 'Stage', works: 'times' },
    none: 'No work on record with a stage.',
  },
  row: {
    from: 'Improvement',
    make: (move) => move,
    look: (move) => `“${move}”: look at what came of it`,
    open: { make: 'Done, or drop it', look: 'Looked at it' },
  },
  agreed: {
    heading: 'What the team changes',
    lead: 'Each has an owner and a date. Once it is done it is looked at again: before and after, with what chance makes of it.',
    none: 'Nothing agreed yet.',
    columns: { move: 'Move', owner: 'Owner', due: 'By', state: 'How it stands' },
    from: (block) => `from ${block}`,
    overdue: 'overdue',
    open: 'open',
    doneOn: (day) => `Done on ${style.day(day)}`,
    done: 'Done today',
    drop: 'Drop it',
    lookOn: (day) => `To be looked at again on ${style.day(day)}.`,
    looked: 'I have looked at it',
    lookedOn: (day) => `Looked at on ${style.day(day)}`,
    asExpected: 'As expected, before and since:',
    blocks: (from, since, needed) =>
      `Block: ${from ?? 'not asked'} → ${since ?? 'nobody has answered since'}${since !== undefined && needed > 0 ? ` (a first sight: ${style.number(needed)} more needed)` : ''}`,
    minutes: {
      mean: (minutes, works) => `${minutes} min (${plural(style, works, 'time')})`,
      told: (before, after, difference, low, high) =>
        `Each takes ${before} → ${after}: ${difference} min (${low} to ${high})`,
      few: (before, after) => `Each takes ${before} → ${after}: too few to tell a difference`,
    },
    more: (moves) => `${style.number(moves)} older ones are not shown.`,
  },
  agree: {
    heading: 'Agree on a move',
    lead: 'One is better than five: take what costs the most and disappoints, or what nobody would miss.',
    activity: 'Kind of activity',
    kind: 'Move',
    owner: 'Owner',
    due: 'By',
    note: 'What exactly (optional)',
    button: 'Agree',
    told: (activity, kind) => `Agreed: ${activity} · ${kind}`,
    complaint: {
      choose: 'Choose a kind of activity, a move and an owner.',
      rating: 'Choose a kind of activity and what customers make of it.',
      day: 'Choose a day from today on.',
      'too-long': 'That is too long: please be brief.',
      'too-many': 'A hundred moves are open: finish or drop some first.',
    },
    finished: (activity, kind) =>
      `Done: ${activity} · ${kind}. In eight weeks its owner is asked to look at what came of it.`,
    dropped: (activity, kind) => `Dropped: ${activity} · ${kind}`,
    'looked-at': (activity, kind) => `Looked at: ${activity} · ${kind}`,
    gone: { heading: 'There is no such move any more', lead: 'Somebody has dropped it. Nothing was changed.' },
    changed: {
      heading: 'Somebody was faster',
      lead: 'The move was changed while you were looking. Nothing of yours was stored: see how it stands now.',
    },
    back: 'Back to the map',
  },
  rate: {
    heading: 'Your own rating',
    lead: 'What do you think customers make of it? It is shown apart, and never counts as an answer of theirs.',
    activity: 'Kind of activity',
    legend: 'To customers it is',
    button: 'Rate',
    told: (activity) => `Rated: ${activity}`,
  },
  expectations: { less: 'less than they expect', 'as-expected': 'as they expect', more: 'more than they expect' },
});
