import type { Csm } from '../../domain/account/account.ts';
import { type AuditEntry, type Doing, shortened } from '../../domain/audit/audit.ts';
import { checkPlaces } from '../../domain/playbook/check-places.ts';
import { checkPlaybook } from '../../domain/playbook/check-playbook.ts';
import { checkRoles } from '../../domain/playbook/check-roles.ts';
import { checkAgainstRegister, type NameRegister, withFormerNames } from '../../domain/playbook/name-register.ts';
import { type Playbook, playbookSchema } from '../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../domain/playbook/problem.ts';
import { signalChanges } from '../../domain/playbook/signal-changes.ts';
import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import { LARGEST_PLAYBOOK_IN_BYTES } from '../store/playbooks/playbook-record.ts';
import { type DynamoPlaybooks, versionAfter } from '../store/playbooks/playbooks.ts';

export interface PlaybookPublishing {
  playbooks: Pick<DynamoPlaybooks, 'currentVersion' | 'version' | 'names' | 'push'>;
  /** Everybody in the team. */
  readMembers(): Promise<Csm[]>;
  /** Those in the chat, where who publishes may name others. */
  places?: string[];
  now: () => number;
}

/** A playbook as somebody wrote it, or the older version whose content is to come back. */
export type PlaybookGiven = { playbook: Playbook } | { rollbackTo: string };

export interface PublishingAsked {
  given: PlaybookGiven;
  /** The version that it was shown against; `null`: none was running. Unless it is said, whatever runs is replaced. */
  onto?: string | null | undefined;
  why?: string | undefined;
  doing: Doing;
}

export type PublishResult =
  /** `before`: what ran until now, where that can be read. */
  | { published: string; instead: string | undefined; before: Playbook | undefined; playbook: Playbook }
  /** It runs already, under this version. */
  | { same: string }
  /** It is no playbook, or fits neither what ran before nor the team. */
  | { problems: PlaybookProblem[] }
  | { refused: 'too-large'; bytes: number }
  /** Somebody else published one in between. */
  | { refused: 'overtaken'; by: string | undefined }
  | { refused: 'no-such-version' };

/** Makes a playbook the running one under the next version; the same playbook again stays the version it is. */
export async function publishPlaybook(
  { playbooks, readMembers, places, now }: PlaybookPublishing,
  { given, onto, why, doing }: PublishingAsked,
): Promise<PublishResult> {
  const rolledBackTo = 'rollbackTo' in given ? given.rollbackTo : undefined;
  const written = 'playbook' in given ? given.playbook : (await playbooks.version(given.rollbackTo))?.playbook;
  if (written === undefined) return { refused: 'no-such-version' };
  const [names, running] = await Promise.all([playbooks.names(), playbooks.currentVersion()]);
  const playbook = withFormerNames(written, names);
  const bytes = Buffer.byteLength(JSON.stringify(playbook));
  if (bytes > LARGEST_PLAYBOOK_IN_BYTES) return { refused: 'too-large', bytes };
  const before = running === undefined ? undefined : await contentOf(running, playbooks);
  if (running !== undefined && JSON.stringify(before) === JSON.stringify(playbook)) return { same: running };
  if (onto !== undefined && (running ?? null) !== onto) return { refused: 'overtaken', by: running };
  const problems = [
    // What once ran may come back, though rules have become stricter since.
    ...(rolledBackTo === undefined ? mistakesIn(written) : []),
    ...misfits(written, { names, members: await readMembers() }),
    ...checkPlaces(written, places ?? []),
  ];
  if (problems.length > 0) return { problems };

  const version = versionAfter(running);
  const at = new Date(now()).toISOString();
  const audit: AuditEntry = {
    ...{ at, ...doing, what: rolledBackTo === undefined ? 'playbook-pushed' : 'playbook-rolled-back' },
    ...{ about: { playbook: version }, before: running ?? null },
    after: { version, why: why === undefined ? null : shortened(why), rolledBackTo: rolledBackTo ?? null },
  };
  const told = {
    ...{ version, at, who: doing.who, signals: signalChanges(before, playbook) },
    ...(why !== undefined && { why }),
    ...(rolledBackTo !== undefined && { rolledBackTo }),
  };
  const isPublished = await playbooks.push(playbook, running, version, at, {
    ...{ by: doing.who.id ?? undefined, why, rolledBackTo },
    ...{ audit, told },
  });
  if (!isPublished) return { refused: 'overtaken', by: version };
  return { published: version, instead: running, before, playbook };
}

/** What stands against a playbook that somebody would publish: in itself, by its former names, for the team. */
export const problemsOf = (written: Playbook, known: { names: NameRegister; members: Csm[] }): PlaybookProblem[] => [
  ...mistakesIn(written),
  ...misfits(written, known),
];

const misfits = (written: Playbook, { names, members }: { names: NameRegister; members: Csm[] }) => [
  ...checkAgainstRegister(written, names),
  ...checkRoles(withFormerNames(written, names), members),
];

function mistakesIn(playbook: Playbook): PlaybookProblem[] {
  const { error } = playbookSchema.safeParse(playbook);
  if (error !== undefined) return error.issues.map(({ path, message }) => ({ path: path as string[], message }));
  return checkPlaybook(playbook);
}

/** What can't be read is nobody's equal, and is replaced like any other. */
async function contentOf(version: string, playbooks: PlaybookPublishing['playbooks']) {
  try {
    return (await playbooks.version(version))?.playbook;
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}
