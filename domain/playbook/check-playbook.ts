import { HOLD_OUT, OWN_STEPS } from '../episodes/arm.ts';
import { languages } from '../locale/locale.ts';
import { halfCharacterIn } from '../names/canonical-id.ts';
import { stepsOfAllWays } from '../plays/trials.ts';
import { type ConditionProblem, checkEvent } from '../signals/condition-kind.ts';
import { checkCondition, dependenciesOf, isComplaint, type SignalCondition, subjectOf } from '../signals/conditions.ts';
import { checkStages } from '../stages/check-stages.ts';
import { checkRenames } from './check-renames.ts';
import type { EmailStep, Playbook, PlayStep, TaskStep } from './playbook.ts';
import { circlesIn, type PlaybookProblem, unknownName } from './problem.ts';

/** What an episode comes to is written at once, with the mails of all its tasks; that holds so many. */
const MOST_TASKS_OF_A_PLAY = 40;
const MOST_EMAILS_OF_A_PLAY = 10;

/** What a playbook of the right shape can still get wrong: names that lead nowhere, circles, bounds on the wrong side. */
export function checkPlaybook(playbook: Playbook): PlaybookProblem[] {
  return [
    ...checkCharacters(playbook),
    ...checkAliases(playbook),
    ...checkVocabulary(playbook),
    ...checkStages(playbook),
    ...checkHealth(playbook),
    ...checkSignals(playbook),
    ...checkDependencies(playbook),
    ...checkPlays(playbook),
    ...checkTasks(playbook),
    ...checkActivities(playbook),
    ...checkReasons(playbook),
    ...checkTeam(playbook),
    ...checkCustomerMail(playbook),
    ...checkEmails(playbook),
    ...checkRenames(playbook),
  ];
}

function* checkCharacters(playbook: Playbook): Generator<PlaybookProblem> {
  const path = halfCharacterIn(playbook);
  if (path !== undefined)
    yield { path, message: 'holds half a character (an unpaired surrogate): write the whole one' };
}

function* checkAliases({ aliases }: Playbook): Generator<PlaybookProblem> {
  for (const [theirs, ours] of Object.entries(aliases)) {
    const further = aliases[ours];
    if (further !== undefined && ours !== theirs) {
      const message = `\`${ours}\` is itself renamed to \`${further}\`: write \`${theirs}: ${further}\``;
      yield { path: ['aliases', theirs], message };
    }
  }
}

function* checkVocabulary(playbook: Playbook): Generator<PlaybookProblem> {
  for (const [place, measure] of playbook.measures.entries()) {
    yield* within(['measures'], checkEvent([place], measure, playbook));
  }
  for (const group of ['features', 'products'] as const) {
    for (const [name, { events }] of Object.entries(playbook[group])) {
      for (const [place, event] of events.entries()) {
        yield* within([group, name], checkEvent(['events', place], event, playbook));
      }
    }
  }
}

function* checkHealth(playbook: Playbook): Generator<PlaybookProblem> {
  const { health } = playbook;
  const { indicators, weights } = health;
  if (health.watchFrom > health.healthyFrom) {
    yield { path: ['health', 'watchFrom'], message: `must be at most healthyFrom (${health.healthyFrom})` };
  }
  for (const [name, indicator] of Object.entries(indicators)) {
    const path = ['health', 'indicators', name];
    if (indicator.poor === indicator.good) {
      yield { path: [...path, 'good'], message: 'must differ from poor: between the two the mark goes from 0 to 100' };
    }
    if ('event' in indicator) yield* within(path, checkEvent('event', indicator.event, playbook));
  }
  for (const [stage, ofStage] of Object.entries(weights)) {
    if (ofStage === undefined) continue;
    const path = ['health', 'weights', stage];
    for (const name of Object.keys(ofStage)) {
      if (!(name in indicators)) yield unknownName([...path, name], 'indicator', name, Object.keys(indicators));
    }
    if (Object.values(ofStage).every((weight) => weight === 0)) {
      yield { path, message: 'gives every indicator weight 0: no score could be computed' };
    }
  }
}

function* checkSignals(playbook: Playbook): Generator<PlaybookProblem> {
  const { signals, plays } = playbook;
  for (const [name, signal] of Object.entries(signals)) {
    const path = ['signals', name];
    const condition = signal.when;
    const when = [...path, 'when'];
    if ('event' in condition) yield* within(when, checkEvent('event', condition.event, playbook));
    yield* within(when, checkCondition(condition, playbook));
    const play = plays[signal.play];
    if (play === undefined) {
      yield unknownName([...path, 'play'], 'play', signal.play, Object.keys(plays));
      continue;
    }
    for (const step of stepsOfAllWays(play)) {
      const needs = missingSubject(condition, step);
      if (needs !== undefined) yield { path: [...path, 'play'], message: `\`${signal.play}\` ${needs}` };
    }
    if (play.holdOut !== undefined && (subjectOf(condition) === 'renewal' || isComplaint(condition))) {
      const message = `\`${signal.play}\` has \`holdOut\`, and nobody is held out at a renewal or with a complaint`;
      yield { path: [...path, 'play'], message };
    }
  }
}

function within(path: string[], problems: ConditionProblem[]): PlaybookProblem[] {
  return problems.map(({ field, message }) => ({ path: [...path, ...[field].flat()], message }));
}

/** What a step needs its episode to be about, where the condition is about something else. */
function missingSubject(condition: SignalCondition, step: PlayStep): string | undefined {
  const subject = subjectOf(condition);
  if (isEmail(step) && step.to === 'subject' && subject !== 'person' && subject !== 'answer') {
    return `writes \`${step.email}\` to the person the signal is about, and this signal is about no person: give it a list of roles`;
  }
  if (step.when !== undefined && 'answer' in step.when && subject !== 'renewal') {
    return `has a step that waits for a renewal answer, and this signal is not about a renewal`;
  }
  return undefined;
}

function* checkDependencies({ signals }: Playbook): Generator<PlaybookProblem> {
  const dependencies = new Map<string, string[]>();
  for (const [name, { when }] of Object.entries(signals)) {
    dependencies.set(name, dependenciesOf(when));
    for (const other of dependenciesOf(when)) {
      if (!(other in signals)) {
        yield unknownName(['signals', name, 'when', 'orSignalOpen'], 'signal', other, Object.keys(signals));
      }
    }
  }
  for (const circle of circlesIn(dependencies)) {
    const path = ['signals', circle[0] as string, 'when', 'orSignalOpen'];
    yield { path, message: `goes round in a circle: ${circle.join(' → ')}` };
  }
}

function* checkPlays({ plays, ...templates }: Playbook): Generator<PlaybookProblem> {
  for (const [name, play] of Object.entries(plays)) {
    const path = ['plays', name];
    yield* checkTrial(play, path);
    yield* checkSteps({ ...templates, level: play.level, steps: play.steps }, [...path, 'steps']);
    for (const [variant, { steps }] of Object.entries(play.variants)) {
      if (steps === undefined) continue;
      yield* checkSteps({ ...templates, level: play.level, steps }, [...path, 'variants', variant, 'steps']);
    }
  }
}

/** Less than it takes to write all shares of ten ways in whole percent. */
const ROUNDING = 0.001;

function* checkTrial(
  { variants, holdOut, level }: Playbook['plays'][string],
  path: string[],
): Generator<PlaybookProblem> {
  const entries = Object.entries(variants);
  if (level === 'parent' && (entries.length > 0 || holdOut !== undefined)) {
    const message = 'is at the level of parents: what comes of accounts that share one can’t be told apart';
    yield { path: [...path, 'level'], message };
  }
  if (holdOut !== undefined && holdOut > 0.5) {
    yield { path: [...path, 'holdOut'], message: 'must be at most `50 %`: who is held out is done without' };
  }
  if (entries.length === 1 && holdOut === undefined) {
    const message = 'has one variant, and nothing to compare it with: add another one, or `holdOut`';
    yield { path: [...path, 'variants'], message };
  }
  for (const [variant] of entries) {
    if (variant !== OWN_STEPS && variant !== HOLD_OUT) continue;
    const message = `\`${variant}\` means something else already: choose another name`;
    yield { path: [...path, 'variants', variant], message };
  }
  const given = entries.flatMap(([, { share }]) => share ?? []);
  const sum = given.reduce((all, share) => all + share, 0);
  const isWhole = given.length === entries.length;
  if (isWhole && entries.length > 0 ? Math.abs(sum - 1) > ROUNDING : sum > 1 - ROUNDING && entries.length > 0) {
    const inPercent = Math.round(sum * 1000) / 10;
    const message = isWhole
      ? `the shares come to ${inPercent} %: all of them have to be 100 %, or one is left out and gets the rest`
      : `the shares come to ${inPercent} %, and leave nothing for the others`;
    yield { path: [...path, 'variants'], message };
  }
}

interface StepsChecked extends Pick<Playbook, 'tasks' | 'emails'>, Pick<Playbook['plays'][string], 'level' | 'steps'> {}

function* checkSteps({ tasks, emails, level, steps }: StepsChecked, path: string[]): Generator<PlaybookProblem> {
  const toSubject = steps.findIndex((step) => isEmail(step) && step.to === 'subject');
  if (level === 'parent' && toSubject >= 0) {
    const message = 'the person whom a signal is about is no contact of the parent: give it a list of roles';
    yield { path: [...path, toSubject, 'to'], message };
  }
  const known = steps.filter(isTask).map(({ task }) => task);
  const raised = known.flatMap((task) => tasks[task]?.assign ?? []).length;
  if (raised > MOST_TASKS_OF_A_PLAY) {
    yield { path, message: `asks for ${raised} tasks, and ${MOST_TASKS_OF_A_PLAY} are the most: divide it` };
  }
  const written = steps.filter(isEmail).length;
  if (written > MOST_EMAILS_OF_A_PLAY) {
    yield { path, message: `writes ${written} mails, and ${MOST_EMAILS_OF_A_PLAY} are the most: divide it` };
  }
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const [kind, template, templates] = isEmail(step)
      ? (['email', step.email, emails] as const)
      : (['task', step.task, tasks] as const);
    const at = [...path, index];
    if (!(template in templates)) yield unknownName([...at, kind], kind, template, Object.keys(templates));
    if (seen.has(`${kind} ${template}`)) {
      yield {
        path: [...at, kind],
        message: `\`${template}\` is in this play already: a ${kind} is raised once an episode`,
      };
    }
    seen.add(`${kind} ${template}`);
    for (const [place, earlier] of (isTask(step) ? (step.after ?? []) : []).entries()) {
      if (!known.includes(earlier)) yield unknownName([...at, 'after', place], 'task of this play', earlier, known);
    }
  }
  const order = new Map(steps.filter(isTask).map(({ task, after }) => [task, after ?? []]));
  for (const circle of circlesIn(order)) {
    const index = steps.findIndex((step) => isTask(step) && step.task === circle[0]);
    yield { path: [...path, index, 'after'], message: `goes round in a circle: ${circle.join(' → ')}` };
  }
}

function* checkTasks({ tasks }: Playbook): Generator<PlaybookProblem> {
  for (const [name, { title, body }] of Object.entries(tasks)) {
    for (const [field, text] of Object.entries({ title, body })) {
      for (const language of languages) {
        if (!/[{｛][{｛%％]/.test(text[language] ?? '')) continue;
        const message = 'has {{ }} or {% %}: only emails are filled in, a task stands beside its account anyway';
        yield { path: ['tasks', name, field, language], message };
      }
    }
  }
}

/** Both are kinds of work in one log: a name has to mean one of them. */
function* checkActivities({ activities, tasks }: Playbook): Generator<PlaybookProblem> {
  for (const name of Object.keys(activities)) {
    if (!Object.hasOwn(tasks, name)) continue;
    yield { path: ['activities', name], message: `\`${name}\` is a task already: choose another name` };
  }
}

function* checkReasons({ reasons, tasks }: Playbook): Generator<PlaybookProblem> {
  if (Object.keys(reasons.churn).length > 0) return;
  for (const [name, { asks }] of Object.entries(tasks)) {
    if (asks === undefined) continue;
    yield {
      path: ['tasks', name, 'asks'],
      message: 'asks for a reason, and `reasons.churn` lists none to choose from',
    };
  }
}

function* checkCustomerMail({ customerMail, signals }: Playbook): Generator<PlaybookProblem> {
  for (const [place, name] of customerMail.quietWhileOpen.entries()) {
    const path = ['customerMail', 'quietWhileOpen', place];
    if (!(name in signals)) yield unknownName(path, 'signal', name, Object.keys(signals));
  }
}

/** What customers are asked about is something that the team does. */
function* checkEmails({ emails, activities, tasks }: Playbook): Generator<PlaybookProblem> {
  const kinds = [...Object.keys(activities), ...Object.keys(tasks)];
  for (const [name, { asks, about }] of Object.entries(emails)) {
    const path = ['emails', name, 'about'];
    if (asks === 'activity' && about === undefined) yield { path, message: 'is missing: say which kind of activity' };
    if (about === undefined) continue;
    if (asks !== 'activity' && asks !== 'cs-nps') {
      yield { path, message: 'is only for mails with `asks: activity` or `asks: cs-nps`' };
    }
    if (!kinds.includes(about)) yield unknownName(path, 'kind of activity', about, kinds);
  }
}

function* checkTeam({ roles, overdue, tasks }: Playbook): Generator<PlaybookProblem> {
  const standIns = new Map(Object.entries(roles).map(([role, { standIn }]) => [role, [standIn]]));
  for (const circle of circlesIn(standIns)) {
    const path = ['roles', circle[0] as string, 'standIn'];
    yield { path, message: `goes round in a circle: ${circle.join(' → ')}` };
  }
  const { remindAfterInBusinessDays: remind, escalateAfterInBusinessDays: escalate } = overdue;
  if (escalate < remind) {
    const message = `must be at least remindAfterInBusinessDays (${remind}): whoever has the task hears of it first`;
    yield { path: ['overdue', 'escalateAfterInBusinessDays'], message };
  }
  for (const [name, { assign }] of Object.entries(tasks)) {
    const roles = [assign].flat();
    const twice = roles.findIndex((role, place) => roles.indexOf(role) < place);
    if (twice >= 0) {
      const message = `\`${roles[twice]}\` stands here twice: a role does its part of joint work once`;
      yield { path: ['tasks', name, 'assign', twice], message };
    }
  }
}

function isEmail(step: PlayStep): step is EmailStep {
  return 'email' in step;
}

function isTask(step: PlayStep): step is TaskStep {
  return 'task' in step;
}
