import type { MailMode } from '../../../../domain/playbook/playbook.ts';
import type { IdeaKind, Unfit } from '../../../../domain/proposals/idea.ts';

export interface ProposalWords {
  list: {
    heading: string;
    lead: string;
    empty: { heading: string; lead: string };
    columns: { what: string; from: string; who: string; state: string };
    waits: string;
    more: string;
    toPlays: string;
    toMap: string;
  };
  /** What would be otherwise, in a sentence. */
  idea: {
    way(play: string, way: string): string;
    earlyInStage(activity: string, stage: string): string;
    earlyWithSignal(activity: string, signal: string): string;
    drop(task: string): string;
    rarer(task: string): string;
    ask(activity: string): string;
    note(task: string): string;
  };
  from: { move(activity: string): string; play(play: string): string; task: string };
  proposed(who: string, moment: string): string;
  decided: Record<'published' | 'declined', (who: string, moment: string) => string> & {
    asVersion(version: string): string;
  };
  unfit: Record<Unfit, string>;
  diff: {
    heading: string;
    against(version: string): string;
    columns: { where: string; before: string; after: string };
    nothing: string;
    isNew: string;
    isGone: string;
    task(title: string): string;
    mail(subject: string): string;
    modes: Record<MailMode, string>;
    way(name: string): string;
    steps: string;
    /** What a proposal may change of a task or a mail. */
    fields: Record<'title' | 'body' | 'subject', string>;
    more(count: number): string;
    /** Of a new entry, what it says. */
    stageEntered(stage: string, days: number): string;
    startsPlay(play: string): string;
    dueIn(days: number): string;
  };
  check: { heading: string; fine: string; unfit: string; tooLarge: string };
  stories: {
    heading: string;
    none: string;
    allHold(stories: number): string;
    already(stories: number): string;
    broken(stories: number): string;
    expected: string;
    instead: string;
    more(count: number): string;
    howToMend: string;
    waits: string;
  };
  whatIf: { heading: string; waits: string };
  tries: {
    none: string;
    stale(version: string): string;
    /** Another version runs, and says what was tried against. */
    sameAs(running: string): string;
    failed: string;
    running: string;
    lookAgain: string;
    button: string;
    again: string;
    at(moment: string, version: string): string;
  };
  decide: {
    heading: string;
    lead: string;
    reason: string;
    publish: string;
    decline: string;
    declineLead: string;
    forManagers: string;
    notYet: string;
    broken: string;
    unfit: string;
  };
  propose: {
    heading: string;
    lead: string;
    why: string;
    button: string;
    at: string;
    inStage(stage: string, asked: number): string;
    withSignal(signal: string): string;
    inStages: string;
    withSignals: string;
    nearest: string;
    none: string;
    byPeople: string;
    kind: Record<IdeaKind, string>;
    text: string;
    textHint: string;
  };
  told: {
    proposed: string;
    /** It is kept, but nobody could publish what it would make of the playbook. */
    proposedUnfit: string;
    tried: string;
    unfit: string;
    published(version: string): string;
    declined: string;
  };
  complaint: { 'no-reason': string; 'too-long': string; 'no-choice': string; 'too-many': string; 'no-text': string };
  gone: { heading: string; lead: string };
  changed: { heading: string; lead: string };
  notReady: { heading: string; lead: string };
  overtaken: { heading: string; lead: string };
  back: string;
  backToProposal: string;
  /** Leads here from elsewhere. */
  lead: { fromMove: string; fromWay(way: string): string; fromTask: string; all: string };
  name(what: string): string;
}
