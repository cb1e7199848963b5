import type { Speak } from '../../../../domain/locale/words.ts';
import type { AssistantsWords } from './sections.ts';

export const assistants: Speak<AssistantsWords> = ({ number, day }) => ({
  heading: 'AI assistants',
  lead: 'Ask the assistant that you work with who needs you today, and let it note what you did.',
  rights: {
    heading: 'What an assistant may do',
    lines: [
      'It sees what you see on these pages, and nothing else.',
      'Where you may work on tasks and accounts, it may in your name: log what was done, finish tasks, put them off, and agree on what comes next.',
      'It changes no rules, and sends nothing to customers. What it does is on record under your name.',
      'What it reads goes to the company that runs the assistant: use one that your company has approved.',
    ],
  },
  connect: {
    heading: 'Connect an assistant',
    lead: 'In its settings, look for connectors or MCP servers, and add one with this address. Make a key below, and enter it as the token.',
    address: 'Address',
  },
  make: {
    heading: 'Make a key',
    lead: (days) =>
      `One for each assistant. A key works for ${number(days)} days, and ends earlier if your role changes or you leave the team.`,
    name: 'Name',
    nameHint: 'What you will know it by, such as the name of the assistant.',
    button: 'Make a key',
  },
  refused: {
    noName: 'Enter a name for the key.',
    longName: 'Choose a shorter name.',
    tooMany: (most) => `You have ${number(most)} keys, which is the most there may be. End one that you do not need.`,
  },
  notYet: 'No key was made.',
  keys: {
    heading: 'Your keys',
    columns: { name: 'Name', key: 'Ends in', made: 'Made', used: 'Last used', ends: 'Works until', act: 'End' },
    never: 'Never',
    none: 'You have no keys.',
    end: 'End this key',
  },
  ended: (name) => `The key “${name}” is ended: no assistant gets in by it any more.`,
  endedBefore: 'This key was ended before.',
  made: {
    heading: (name) => `The key “${name}”`,
    lead: 'Copy it now: it is not shown again.',
    key: 'Key',
    header:
      'Where the assistant asks for a header instead of a token: name Authorization, value Bearer, a space, and the key.',
    until: (on) => `It works until ${day(on)}.`,
    secret: 'Whoever has this key asks in your name. Give it to nobody. If somebody else saw it, end it here at once.',
    back: 'Your keys',
  },
});
