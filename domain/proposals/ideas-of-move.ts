import { type Stage, stages } from '../account/account.ts';
import type { LoggedWork } from '../activities/work-log.ts';
import type { Move } from '../improvement-map/moves.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { EarlyPlace, Idea, IdeaKind, Unfit } from './idea.ts';
import { withIdea } from './with-idea.ts';

/** Where something could be done before anybody asks, and how often it was asked for there. */
export interface PlaceOffered {
  at: EarlyPlace;
  /** Of a stage: reactive works on record in it. */
  asked: number;
}

/** What of a move could be a change of the playbook. */
export interface IdeasOfMove {
  /** What the move itself comes to; or why the playbook can't say that. */
  own: IdeaKind | { none: Unfit | 'by-people' };
  /** What comes nearest, or goes with it. */
  others: IdeaKind[];
  /** For doing it early: the stages in which it was asked for most come first. */
  places: PlaceOffered[];
}

type MovedActivity = Pick<Move, 'activity' | 'kind'>;

export function ideasOfMove(move: MovedActivity, playbook: Playbook, work: readonly LoggedWork[]): IdeasOfMove {
  const places = placesFor(move.activity, playbook, work);
  const early: IdeaKind[] = places.length > 0 ? ['early'] : [];
  // Only a task has a text that tells how it is done.
  const note: IdeaKind[] = Object.hasOwn(playbook.tasks, move.activity) ? ['note'] : [];
  switch (move.kind) {
    case 'signal':
      return { own: places.length > 0 ? 'early' : { none: 'gone' }, others: [], places };
    case 'stop':
      return { ...ofTask({ kind: 'drop', task: move.activity }, playbook), others: early, places };
    case 'reduce':
      return { ...ofTask({ kind: 'rarer', task: move.activity }, playbook), others: early, places };
    // How to do better or with less is learned by people: the playbook can ask customers, and hold what was learned.
    case 'improve':
      return { ...firstOf([...fitting({ kind: 'ask', activity: move.activity }, playbook), ...note], early), places };
    case 'streamline':
      return { ...firstOf([...note, ...fitting({ kind: 'rarer', task: move.activity }, playbook)], early), places };
  }
}

const fitting = (idea: Idea, playbook: Playbook): IdeaKind[] =>
  'playbook' in withIdea(playbook, idea) ? [idea.kind] : [];

function firstOf([own, ...more]: IdeaKind[], early: IdeaKind[]): Pick<IdeasOfMove, 'own' | 'others'> {
  return own === undefined ? { own: { none: 'by-people' }, others: early } : { own, others: [...more, ...early] };
}

function ofTask(idea: Idea, playbook: Playbook): Pick<IdeasOfMove, 'own'> {
  const changed = withIdea(playbook, idea);
  return { own: 'unfit' in changed ? { none: changed.unfit === 'gone' ? 'nowhere-asked' : changed.unfit } : idea.kind };
}

function placesFor(activity: string, playbook: Playbook, work: readonly LoggedWork[]): PlaceOffered[] {
  const asked = work.filter((one) => one.activity === activity && one.initiative === 'reactive');
  const inStage = (stage: Stage) => asked.filter((one) => one.stage === stage).length;
  const isOpen = ({ at }: PlaceOffered) => 'playbook' in withIdea(playbook, { kind: 'early', activity, at });
  const ofStages = stages.map((stage) => ({ at: { stage }, asked: inStage(stage) }));
  const ofSignals = Object.keys(playbook.signals).map((signal) => ({ at: { signal }, asked: 0 }));
  // A stable sort: of as many the earlier stage first.
  return [...ofStages.sort((a, b) => b.asked - a.asked), ...ofSignals].filter(isOpen);
}
