import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Session } from '../../session.ts';
import { kinds, type Left, type Made, type StageInAws } from './made.ts';

export interface RemovalOptions {
  /** Nothing is removed. */
  list?: boolean | undefined;
  /** What holds data stays, and the stack that it belongs to. */
  keepData?: boolean | undefined;
  /** The stage's name, where nobody is to be asked. */
  yes?: string | undefined;
}

type Named = Pick<Made, 'kind' | 'name'>;

/** Tells what a stage consists of, lets its name be said, and removes it, one after the other. */
export async function removeStage(
  aws: StageInAws,
  { screen, ask }: Pick<Session, 'screen' | 'ask'>,
  options: RemovalOptions,
): Promise<number> {
  const { stage } = aws;
  if (options.yes !== undefined && options.yes !== stage) throw notThisStage(stage, options.yes);
  screen.status(`looking for what stage ${stage} consists of …`);
  const found = await aws.find().catch((error: Error) => {
    throw new OperatorError(
      'account-unreadable',
      `What stage ${stage} consists of can't be read, and nothing was removed.`,
      `AWS says: ${error.message || error.name}.`,
      'Check your AWS credentials and AWS_REGION; they need the rights of who deploys.',
      { cause: error },
    );
  });
  const made = inOrder(found.made.filter(({ isData }) => !(options.keepData && isData)));
  const kept = found.made.filter(({ isData }) => options.keepData && isData);
  const left: Left[] = [
    ...kept.map(({ kind, name }) => ({ what: `${wordOf(kind)} ${name}`, why: 'It holds data, which are to be kept.' })),
    ...found.left,
    {
      what: 'what `cdk bootstrap` made',
      why: 'All CDK apps of this account and region share it.',
    },
  ];
  if (made.length === 0) {
    screen.show(answer([]), () =>
      kept.length > 0
        ? `Of stage ${stage} only its data are here, and they stay.`
        : `There is nothing of stage ${stage} here. If you expected something, check its name and AWS_REGION.`,
    );
    return 0;
  }
  if (options.list) {
    screen.show({ stage, found: made, left }, () => [listing(made), ...stays()].join('\n'));
    return 0;
  }
  screen.note(
    `Of stage ${stage} in ${found.where ?? 'this account and region'} this is removed, and can't be had back:`,
  );
  screen.note(listing(made));
  for (const line of stays()) screen.note(line);
  if (options.yes === undefined) await confirm();

  const removed: Named[] = [];
  for (const one of made) {
    screen.status(`removing the ${wordOf(one.kind)} ${one.name} …`);
    try {
      await aws.remove(one, (status) => screen.status(status));
    } catch (error) {
      throw brokenOff(error as Error, one, removed.length, made.length);
    }
    removed.push({ kind: one.kind, name: one.name });
    screen.note(`removed: ${wordOf(one.kind)} ${one.name}`);
  }
  // A function that ran to the last may have written to its log once more.
  for (const one of (await aws.find()).made.filter(({ kind }) => kind === 'log-group')) {
    await aws.remove(one, () => {});
    removed.push({ kind: one.kind, name: one.name });
  }
  screen.show(answer(removed), () => `Stage ${stage} is gone: ${removed.length} removed.`);
  return 0;

  function answer(gone: Named[]) {
    return { stage, removed: gone, left };
  }

  function listing(rows: readonly Made[]): string {
    return screen.table(
      ['WHAT', 'HOLDS', 'NAME'],
      rows.map(({ kind, name, detail }) => [wordOf(kind), detail, name]),
    );
  }

  function stays(): string[] {
    return ['', 'This stays:', ...left.map(({ what, why }) => `  ${what}. ${why}`), ''];
  }

  async function confirm(): Promise<void> {
    const said = await ask?.(`To remove all this, type the name of the stage (${stage}): `);
    if (said === undefined) {
      throw new OperatorError(
        'nobody-to-ask',
        'Nothing was removed.',
        'There is no terminal here to ask you on.',
        `If you mean it, say so: sakimawari --stage ${stage} remove --yes ${stage}`,
      );
    }
    if (said.trim() !== stage) throw notThisStage(stage, said.trim());
  }
}

function inOrder(made: readonly Made[]): Made[] {
  // Within a kind as they were found: the stacks come in the order in which they can go.
  return [...made].sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

const wordOf = (kind: string) => kind.replace('-', ' ');

function notThisStage(stage: string, said: string): OperatorError {
  return new OperatorError(
    'not-confirmed',
    'Nothing was removed.',
    said === '' ? `The name of the stage was not said.` : `"${said}" is not the name of the stage, which is ${stage}.`,
    `If you mean this stage, say its name: ${stage}`,
  );
}

function brokenOff(error: Error, { kind, name }: Named, removed: number, all: number): OperatorError {
  const { what, why, mend } =
    error instanceof OperatorError
      ? error
      : {
          what: `The ${wordOf(kind)} ${name} could not be removed.`,
          why: `AWS says: ${error.message || error.name}.`,
          mend: 'Mend that (your credentials may lack the permission), then run this again.',
        };
  const progress = `${removed} of ${all} are removed; what is left is found again.`;
  return new OperatorError('removal-broken-off', what, why, `${mend} ${progress}`, { cause: error });
}
