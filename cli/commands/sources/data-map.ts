import type { Command } from 'commander';
import { addCoverage, emptyCoverage } from '../../../domain/data-map/coverage.ts';
import { type DataMap, type DataNeedRow, dataMapOf } from '../../../domain/data-map/data-map.ts';
import { overLimitTexts } from '../../../functions/operate/commands/sources/over-limit-texts.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';

export function addDataMap(program: Command, act: Act): void {
  program
    .command('data-map')
    .description('say per signal which events and facts it needs, and which of them arrive')
    .action(act(showDataMap));
}

async function showDataMap(session: Session): Promise<undefined> {
  const { screen } = session;
  const { operate } = session.installation();
  const { playbook } = await operate('show-playbook', {});
  const { lastDays, overLimits } = await operate('look-at-events', {});
  const coverage = emptyCoverage();
  let from: string | undefined;
  do {
    const page = await operate('cover-data', { from });
    addCoverage(coverage, page.coverage);
    from = page.next;
    if (from !== undefined) screen.status(`${coverage.accounts} accounts looked at …`);
  } while (from !== undefined);
  const map = dataMapOf(playbook, coverage, new Map(Object.entries(lastDays)), overLimits);
  screen.show(map, () => mapText(screen, map));
}

function mapText(screen: Screen, { accounts, signals, overLimits }: DataMap): string {
  const rows = signals.flatMap(({ signal, state, needs }) =>
    needs.map((need, place): (string | Cell)[] => [
      place === 0 ? signal : '',
      place === 0 ? { text: state, tone: stateTones[state] } : '',
      `${need.kind} ${need.name}`,
      { text: need.arrives ? 'arrives' : 'missing', tone: need.arrives ? 'quiet' : 'bad' },
      need.lastSeen ?? '–',
      `${need.accounts} of ${accounts}`,
    ]),
  );
  const off = signals.filter(({ state }) => state === 'off');
  const missing = new Set(signals.flatMap(({ needs }) => needs.filter(({ arrives }) => !arrives).map(howToSend)));
  return [
    screen.table(['SIGNAL', 'STATE', 'NEEDS', '', 'LAST SEEN', 'ACCOUNTS'], rows),
    '',
    off.length === 0 ? 'Every signal has data.' : `Off for want of data: ${off.map(({ signal }) => signal).join(', ')}`,
    ...(missing.size === 0 ? [] : ['', 'To switch on what is off:', ...[...missing].sort().map((line) => `  ${line}`)]),
    ...overLimits.flatMap(({ source, limit, from }) => [
      '',
      `${source} sends ${overLimitTexts[limit].what}, since ${from}. ${overLimitTexts[limit].mend}`,
    ]),
  ].join('\n');
}

const stateTones = { on: 'good', partly: 'warn', off: 'bad' } as const;

/** What the team takes to the engineer, or does itself. */
function howToSend({ kind, name }: DataNeedRow): string {
  switch (kind) {
    case 'event':
      return `send the event "${name}" (or map yours on it under aliases)`;
    case 'measure':
      return `send "${name}" with a value, once a day`;
    case 'feature':
      return `send an event of the feature ${name}, or write your own event names in the playbook`;
    case 'account':
      return `import accounts with the column ${name}`;
    case 'contact':
      return `import contacts with ${name.replace('=', ' ')}`;
    default:
      return `record ${name} as they happen`;
  }
}
