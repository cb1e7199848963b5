import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { type KeyRights, keyRights } from '../../../domain/sources/key-rights.ts';
import { type Vendor, vendorNames, vendors } from '../../../domain/sources/sender.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { readText } from '../../read-text.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import { testSource } from './source-test.ts';

type Source = OperationResult<'list-sources'>['rows'][number];
type KeyKind = Source['keys'][number]['kind'];

const KINDS: Record<KeyKind, string> = {
  write: 'Segment, RudderStack and PostHog clients',
  events: 'CloudEvents',
  api: 'the HTTP API',
};
const RIGHTS: Record<KeyRights, string> = {
  events: 'It may send what users do, and may stand in a web page.',
  facts: 'It may also tell facts of accounts and people: keep it on your servers.',
};
const DEFAULT_OVERLAP_IN_HOURS = 24;

export function addSource(program: Command, act: Act): void {
  const source = program.command('source').description('the systems that post events: their secrets and keys');
  const name = () => new Argument('<name>', 'as "source list" shows it');
  source.command('list').description('list them, with what is live and when it was last used').action(act(list));
  source
    .command('add')
    .description('add a source while the system runs; shows its signing secret')
    .argument('<name>', 'small letters, digits and hyphens')
    .addOption(new Option('--of <vendor>', "the other company's system that it is").choices(vendors))
    .option(
      '--account-field <name>',
      'by which field it names our accounts, as docs/sources.md says (default: account)',
    )
    .action(act(add));
  source
    .command('secret')
    .description('take the signing secret that the other system made')
    .addArgument(name())
    .option('--file <file>', 'that holds it and nothing else; without it you are asked')
    .option('--overlap <hours>', 'how long the earlier one stays good', parseHours, DEFAULT_OVERLAP_IN_HOURS)
    .action(act(takeSecret));
  source
    .command('key')
    .description('issue a further key, which is shown this once')
    .addArgument(name())
    .addOption(kindOption(Object.keys(KINDS)).makeOptionMandatory())
    .addOption(rightsOption('what a write key may tell; one in a web page: events').default(undefined, 'events'))
    .action(act(issueKey));
  source
    .command('rotate')
    .description('make a new secret, or a new key; what it replaces stays good for a while')
    .addArgument(name())
    .addOption(kindOption(['secret', ...Object.keys(KINDS)]).default('secret'))
    .option(
      '--overlap <hours>',
      'how long the earlier one stays good; 0 after a leak',
      parseHours,
      DEFAULT_OVERLAP_IN_HOURS,
    )
    .addOption(rightsOption('which write keys are replaced, where the source has both sorts'))
    .action(act(rotate));
  source
    .command('rights')
    .description('say what a write key may tell: what users do, or facts of accounts and people too')
    .argument('<key>', 'its last four letters, or its id')
    .addArgument(
      new Argument('<rights>', 'events for a key in a web page, facts for one of your servers').choices(keyRights),
    )
    .action(act(grant));
  source
    .command('identity')
    .description("show what your server signs its users' ids with, for pages that tell more than events")
    .addArgument(name())
    .action(act(identity));
  source
    .command('revoke')
    .description('end a key at once and for good')
    .argument('<key>', 'its last four letters, or its id')
    .action(act(revoke));
  source
    .command('test')
    .description('send one of each thing that it may send, and say what arrived; nothing of it stays')
    .addArgument(name())
    .action(act(testSource));
  source.command('disable').description('refuse all that it sends, at once').addArgument(name()).action(act(disable));
  source.command('enable').description('take what it sends again').addArgument(name()).action(act(enable));
}

const rightsOption = (what: string) => new Option('--rights <rights>', what).choices(keyRights);

const kindOption = (kinds: string[]) =>
  new Option('--kind <kind>', `what it opens: ${kinds.join(', ')}`).choices(kinds);

function parseHours(text: string): number {
  const hours = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && hours <= 720) return hours;
  throw new InvalidArgumentError('It is not a number of hours from 0 to 720.');
}

async function list(session: Session): Promise<undefined> {
  const { rows } = await session.installation().operate('list-sources', {});
  session.screen.show(rows, () => sourceTable(session.screen, rows));
}

async function add(
  session: Session,
  name: string,
  { of: vendor, accountField }: { of?: Vendor; accountField?: string },
): Promise<undefined> {
  const added = await session.installation().operate('add-source', { name, vendor, accountField });
  if (vendor !== undefined) {
    session.screen.show(added, () =>
      [
        `In ${vendorNames[vendor]}, have webhooks sent to ${added.url}`,
        `Then give the secret that it shows there: sakimawari source secret ${name}`,
      ].join('\n'),
    );
    return;
  }
  session.screen.show(added, () =>
    [
      `${name} may post Standard Webhooks to ${added.url}`,
      `It signs with ${added.secret}`,
      'For keys of other clients: sakimawari source key',
    ].join('\n'),
  );
}

async function issueKey(
  session: Session,
  name: string,
  { kind, rights }: { kind: KeyKind; rights?: KeyRights },
): Promise<undefined> {
  const issued = await session.installation().operate('issue-source-key', { name, kind, rights });
  session.screen.show(issued, () => issued.key);
  if (kind === 'write') session.screen.note(RIGHTS[issued.rights]);
  session.screen.note(`For ${KINDS[kind]}. Keep it now: it is stored as a hash and never shown again.`);
}

async function rotate(
  session: Session,
  name: string,
  { kind, overlap, rights }: { kind: KeyKind | 'secret'; overlap: number; rights?: KeyRights },
): Promise<undefined> {
  const rotated = await session
    .installation()
    .operate('rotate-source', { name, kind, overlapInHours: overlap, rights });
  session.screen.show(rotated, () => rotated.secret);
  session.screen.note(
    overlap === 0
      ? 'Whatever was live before it is refused from now on.'
      : `What was live before it is taken until ${rotated.earlierEndAt}.`,
  );
}

/** Never as an argument: those stand in the history of the shell. */
async function takeSecret(
  session: Session,
  name: string,
  { file, overlap }: { file?: string; overlap: number },
): Promise<undefined> {
  const typed = file === undefined ? await session.ask?.(`Signing secret of ${name}: `) : await readText(file);
  const secret = (typed ?? '').trim();
  if (secret === '') {
    throw new OperatorError(
      'no-secret',
      'Nothing was changed.',
      'No secret was given.',
      `Type it when asked, or write it into a file: sakimawari source secret ${name} --file FILE`,
    );
  }
  const taken = await session.installation().operate('give-source-secret', { name, secret, overlapInHours: overlap });
  session.screen.show(taken, () => `${name} is known by it from now on`);
}

async function grant(session: Session, key: string, rights: KeyRights): Promise<undefined> {
  const granted = await session.installation().operate('grant-key-rights', { key, rights });
  session.screen.show(granted, () => `…${granted.hint} of ${granted.source}: ${RIGHTS[rights]}`);
}

async function identity(session: Session, name: string): Promise<undefined> {
  const shown = await session.installation().operate('show-identity-secret', { name });
  session.screen.show(shown, () => shown.secret);
  session.screen.note(`Keep it on your servers. It changes with the source's secret: source rotate ${name}`);
}

async function revoke(session: Session, key: string): Promise<undefined> {
  const revoked = await session.installation().operate('revoke-source-key', { key });
  session.screen.show(revoked, () => `…${revoked.hint} (${revoked.kind}) of ${revoked.source} opens nothing any more`);
}

async function disable(session: Session, name: string): Promise<undefined> {
  const { disabledAt, keys } = await session.installation().operate('switch-source', { name, to: 'disabled' });
  session.screen.show(
    { name, disabledAt, keys },
    () => `${name} gets 401 for everything from now on, ${counted(keys, 'key')} included`,
  );
}

async function enable(session: Session, name: string): Promise<undefined> {
  const { disabledAt, keys } = await session.installation().operate('switch-source', { name, to: 'enabled' });
  session.screen.show({ name, disabledAt, keys }, () => `what ${name} sends is taken again`);
}

function sourceTable(screen: Screen, sources: Source[]): string {
  return screen.table(
    ['SOURCE', 'STATE', 'LAST EVENT', 'OPENS WITH', 'UNTIL', 'LAST USED', 'ID'],
    sources.flatMap(({ name, vendor, disabledAt, lastEventAt, secrets, keys }) => {
      const means = [
        ...secrets.map((secret) => ({ ...secret, opens: `secret ${secret.name}`, id: '' })),
        ...keys.map((key) => ({
          ...key,
          opens: `key …${key.hint} (${key.rights === null ? key.kind : `${key.kind}, ${key.rights}`})`,
        })),
      ];
      const first = [
        vendor === null ? name : `${name} (${vendorNames[vendor]})`,
        disabledAt === null
          ? { text: 'taken', tone: 'good' as const }
          : { text: `disabled ${disabledAt}`, tone: 'bad' as const },
        lastEventAt ?? 'none for weeks',
      ];
      const rows = means.map(({ opens, until, usedAt, id }) => [opens, until ?? '–', usedAt ?? 'never', id]);
      return (rows.length === 0 ? [['nothing', '–', '–', '']] : rows).map((row, place) => [
        ...(place === 0 ? first : ['', '', '']),
        ...row,
      ]);
    }),
  );
}
