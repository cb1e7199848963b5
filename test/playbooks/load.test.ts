import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { healthIndicatorSchema } from '../../domain/health/health-rules.ts';
import { languages } from '../../domain/locale/locale.ts';
import { checkPlaybook } from '../../domain/playbook/check-playbook.ts';
import { mustHaveFeatures } from '../../domain/playbook/vocabulary.ts';
import { signalConditionSchema } from '../../domain/signals/conditions.ts';
import { loadPlaybook, PlaybookError, parsePlaybook } from '../../playbooks/load.ts';

const defaultText = readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8');

const indicatorKinds = healthIndicatorSchema.options.map(({ shape }) => shape.kind.value);
const conditionKinds = [...new Set(signalConditionSchema.options.map(({ shape }) => shape.kind.value))];

interface Mistake {
  mistake: string;
  from: string;
  to: string;
  says: string;
  /** Where the mistake is told, when it isn't where it was made. */
  reportedAt?: string;
  linesBelow?: number;
}

function changed(from: string, to: string, text = defaultText): string {
  lineOf(from, text);
  return text.replace(from, () => to);
}

/** The line of a playbook, the default one unless said, on which a passage begins. */
function lineOf(passage: string, text = defaultText): number {
  const at = text.indexOf(passage);
  if (at < 0) throw new Error(`the playbook has no "${passage}"`);
  return text.slice(0, at).split('\n').length;
}

function problemsOf(text: string): string[] {
  return parsePlaybook(text).problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

describe('the default playbook', () => {
  it('is right as it stands', () => {
    expect(problemsOf(defaultText)).toEqual([]);
  });

  it('keeps the numbers that the field reports: renewal three months ahead, no log-in for two months', () => {
    const { signals } = loadPlaybook(defaultText, 'default.yaml');
    expect(signals['renewal-due']?.when).toEqual({ kind: 'renewal-due', monthsBefore: 3 });
    expect(signals['no-login']?.when).toMatchObject({ kind: 'days-since', event: 'login', tripsAtOrAbove: 60 });
  });

  it('sends the re-onboarding and the renewal mail by itself', () => {
    const { plays } = loadPlaybook(defaultText, 'default.yaml');
    const modes = ['re-onboard', 'renewal'].flatMap((play) =>
      (plays[play]?.steps ?? []).flatMap((step) => ('email' in step ? [step.mode] : [])),
    );
    expect(modes).toEqual(['send', 'send', 'send', 'send']);
  });

  it('lists the reasons that stand where a playbook lists none', () => {
    const { reasons: _, ...others } = parse(defaultText);
    expect(loadPlaybook(stringify(others), 'others.yaml').reasons).toEqual(
      loadPlaybook(defaultText, 'default.yaml').reasons,
    );
  });

  it('lists the kinds of activities that stand where a playbook lists none', () => {
    const { activities: _, ...others } = parse(defaultText);
    expect(loadPlaybook(stringify(others), 'others.yaml').activities).toEqual(
      loadPlaybook(defaultText, 'default.yaml').activities,
    );
  });

  it('says in every task what to do and when it is done', () => {
    const { tasks } = loadPlaybook(defaultText, 'default.yaml');
    const done = { en: '**Done when**', ja: '**完了の目安**' };
    for (const { body } of Object.values(tasks)) {
      for (const language of languages) expect(body[language]).toContain(done[language]);
    }
  });
});

describe('a playbook with a mistake is refused with the line and what to write instead', () => {
  it.each([
    {
      mistake: 'a field under a nearly right name',
      from: '{ task: check-in-call, after: [check-in-look] }',
      to: '{ task: check-in-call, aftr: [check-in-look] }',
      says: 'plays.check-in.steps.1.aftr: is not known here: did you mean `after`?',
    },
    {
      mistake: 'a field nobody knows',
      from: '    cooldownInDays: 28\n    newLevel',
      to: '    colour: red\n    cooldownInDays: 28\n    newLevel',
      says: 'signals.logins-fell.colour: is not known here; there are side, label, why, when, cooldownInDays, newLevelAfterInDays, atMostOpen, offer, play, renamedFrom',
    },
    {
      mistake: 'a number in a wrong unit',
      from: 'cooldownInDays: 28\n    newLevel',
      to: 'cooldownInHours: 672\n    newLevel',
      says: 'signals.logins-fell.cooldownInHours: is measured in days here: write `cooldownInDays`',
    },
    {
      mistake: 'calendar days where business days are meant',
      from: 'dueInBusinessDays: 1\n    title: { en: See where',
      to: 'dueInDays: 1\n    title: { en: See where',
      says: 'tasks.check-in-look.dueInDays: is measured in business days here: write `dueInBusinessDays`',
    },
    {
      mistake: 'a number with its unit',
      from: 'windowInDays: 28',
      to: 'windowInDays: 28 days',
      says: 'health.indicators.login-level.windowInDays: must be a number: write 28 without quotes or unit',
    },
    {
      mistake: 'a fraction of a day',
      from: 'windowInDays: 28',
      to: 'windowInDays: 28.5',
      says: 'health.indicators.login-level.windowInDays: must be a whole number, not `28.5`',
    },
    {
      mistake: 'a number out of bounds',
      from: 'monthsBefore: 3',
      to: 'monthsBefore: 0',
      says: 'signals.renewal-due.when.monthsBefore: must be at least 1',
    },
    {
      mistake: 'a kind of condition that does not exist',
      from: 'kind: days-since',
      to: 'kind: day-since',
      says: `signals.no-login.when.kind: must be one of ${conditionKinds.join(', ')}, not \`day-since\` (did you mean \`days-since\`?)`,
    },
    {
      mistake: 'a kind of indicator that does not exist',
      from: 'kind: active-share',
      to: 'kind: active-shares',
      says: `health.indicators.active-users.kind: must be one of ${indicatorKinds.join(', ')}, not \`active-shares\` (did you mean \`active-share\`?)`,
    },
    {
      mistake: 'a mode that does not exist',
      from: 'mode: draft, to: [champion',
      to: 'mode: drafts, to: [champion',
      says: 'plays.win-back.steps.1.mode: must be one of off, draft, approve, send, not `drafts` (did you mean `draft`?)',
    },
    {
      mistake: 'a role that does not exist',
      from: 'to: [champion, admin, executive]',
      to: 'to: [champion, boss]',
      says: 'plays.win-back.steps.1.to.1: must be one of champion, admin, executive, user, not `boss`',
    },
    {
      mistake: 'a name with capitals',
      from: '  check-in-plan:\n    assign',
      to: '  Check-In-Plan:\n    assign',
      says: 'tasks.Check-In-Plan: must be lower-case words joined by hyphens',
    },
    {
      mistake: 'a play that does not exist',
      from: 'play: win-back\n',
      to: 'play: winback\n',
      says: 'signals.no-login.play: there is no play `winback`; did you mean `win-back`?',
    },
    {
      mistake: 'a task that does not exist',
      from: '- task: win-back-manager',
      to: '- task: win-back-manger',
      says: 'plays.win-back.steps.3.task: there is no task `win-back-manger`; did you mean `win-back-manager`?',
    },
    {
      mistake: 'an email template that does not exist',
      from: 'email: renewal-last-reminder',
      to: 'email: renewal-reminder-3',
      says: 'plays.renewal.steps.3.email: there is no email `renewal-reminder-3`; did you mean `renewal-reminder`?',
    },
    {
      mistake: 'a task that comes after one of another play',
      from: 'after: [win-back-owner]',
      to: 'after: [renewal-talk]',
      says: 'plays.win-back.steps.2.after.0: there is no task of this play `renewal-talk`; there are: win-back-owner, win-back-call, win-back-manager',
    },
    {
      mistake: 'a circle in the order of tasks',
      from: '- task: growth-ask',
      to: '- { task: growth-ask, after: [growth-propose] }',
      says: 'plays.build-on-growth.steps.0.after: goes round in a circle: growth-ask → growth-propose → growth-collect → growth-ask',
    },
    {
      mistake: 'a task twice in one play',
      from: '- task: win-back-manager',
      to: '- task: win-back-owner',
      says: 'plays.win-back.steps.3.task: `win-back-owner` is in this play already: a task is raised once an episode',
    },
    {
      mistake: 'a mail to a person where the signal is about nobody',
      from: 'mode: draft, to: [champion, admin, executive]',
      to: 'mode: draft, to: subject',
      reportedAt: 'play: win-back\n',
      says: 'signals.no-login.play: `win-back` writes `win-back` to the person the signal is about, and this signal is about no person: give it a list of roles',
    },
    {
      mistake: 'a step that waits for an answer nobody is asked for',
      from: '- task: win-back-manager',
      to: '- { task: win-back-manager, when: { answer: talk } }',
      reportedAt: 'play: win-back\n',
      says: 'signals.no-login.play: `win-back` has a step that waits for a renewal answer, and this signal is not about a renewal',
    },
    {
      mistake: 'a signal that leans on one that does not exist',
      from: 'orSignalOpen: logins-fell',
      to: 'orSignalOpen: login-fell',
      says: 'signals.hand-over.when.orSignalOpen: there is no signal `login-fell`; did you mean `logins-fell`?',
    },
    {
      mistake: 'a signal that leans on itself',
      from: 'orSignalOpen: logins-fell',
      to: 'orSignalOpen: hand-over',
      says: 'signals.hand-over.when.orSignalOpen: goes round in a circle: hand-over → hand-over',
    },
    {
      mistake: 'a fall that recovers before it has tripped',
      from: 'recoversAbove: 0.75',
      to: 'recoversAbove: 0.5',
      says: 'signals.logins-fell.when.recoversAbove: must be at least tripsAtOrBelow (0.6): it recovers on the way up',
    },
    {
      mistake: 'a growth that recovers before it has tripped',
      from: 'recoversBelow: 1.2',
      to: 'recoversBelow: 1.6',
      says: 'signals.usage-growing.when.recoversBelow: must be at most tripsAtOrAbove (1.4): it recovers on the way down',
    },
    {
      mistake: 'more active days of a champion than anybody looks at',
      from: 'championActiveDays: 4',
      to: 'championActiveDays: 400',
      says: 'signals.hand-over.when.championActiveDays: must be at most 92',
    },
    {
      mistake: 'more active days of a champion than their window has',
      from: 'championActiveDays: 4',
      to: 'championActiveDays: 29',
      says: 'signals.hand-over.when.championActiveDays: must be at most championWindowInDays (28)',
    },
    {
      mistake: 'more active days of a newcomer than their window has',
      from: 'goalActiveDays: 5',
      to: 'goalActiveDays: 29',
      says: 'signals.hand-over.when.goalActiveDays: must be at most goalWindowInDays (28)',
    },
    {
      mistake: 'a silence that would be read out of no history',
      from: 'championSilentDays: 14',
      to: 'championSilentDays: 1400',
      says: 'signals.hand-over.when.championSilentDays: must be at most 365',
    },
    {
      mistake: 'more active days of a key person than their window has',
      from: 'minimumBaseline: 4 #',
      to: 'minimumBaseline: 40 #',
      says: 'signals.key-person-fell.when.minimumBaseline: must be at most windowInDays (28)',
    },
    {
      mistake: 'a fall that trips on the usual level',
      from: 'tripsAtOrBelow: 0.6',
      to: 'tripsAtOrBelow: 1',
      says: 'signals.logins-fell.when.tripsAtOrBelow: must be below 1: 1 is the level of before, and 0.6 is 60 % of it',
    },
    {
      mistake: 'a growth that trips on the usual level',
      from: 'tripsAtOrAbove: 1.4',
      to: 'tripsAtOrAbove: 1',
      says: 'signals.usage-growing.when.tripsAtOrAbove: must be above 1: 1 is the level of before, and 1.4 is 140 % of it',
    },
    {
      mistake: 'a share written as per cent',
      from: 'tripsAtOrAbove: 0.9 #',
      to: 'tripsAtOrAbove: 90 #',
      says: 'signals.licenses-nearly-full.when.tripsAtOrAbove: must be at most 10',
    },
    {
      mistake: 'an absence of more days than anybody looks at',
      from: 'tripsAtOrAbove: 60',
      to: 'tripsAtOrAbove: 6000',
      says: 'signals.no-login.when.tripsAtOrAbove: must be at most 3650',
    },
    {
      mistake: 'an absence that never recovers',
      from: 'recoversBelow: 60',
      to: 'recoversBelow: 61',
      says: 'signals.no-login.when.recoversBelow: must be at most tripsAtOrAbove (60): it recovers on the way down',
    },
    {
      mistake: 'a weight for an indicator that does not exist',
      from: 'login-level: 0.3\n      active-users',
      to: 'log-in-level: 0.3\n      active-users',
      says: 'health.weights.default.log-in-level: there is no indicator `log-in-level`; did you mean `login-level`?',
    },
    {
      mistake: 'weights that are all zero',
      from: 'onboarding-1: { login-level: 0.1,',
      to: 'onboarding-1: { login-level: 0 } #',
      says: 'health.weights.onboarding-1: gives every indicator weight 0: no score could be computed',
    },
    {
      mistake: 'a poor and a good point that are one',
      from: 'good: 8',
      to: 'good: 0',
      says: 'health.indicators.key-person-days.good: must differ from poor: between the two the mark goes from 0 to 100',
    },
    {
      mistake: 'one variant alone',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    variants: { call: {} }\n    steps:\n      - task: check-in-look\n',
      says: 'plays.check-in.variants: has one variant, and nothing to compare it with: add another one, or `holdOut`',
    },
    {
      mistake: 'a variant under a name that means something else',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    variants:\n      hold-out: {}\n      b: {}\n    steps:\n      - task: check-in-look\n',
      linesBelow: 1,
      says: 'plays.check-in.variants.hold-out: `hold-out` means something else already: choose another name',
    },
    {
      mistake: 'shares that are not all of it',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    variants: { a: { share: 50 % }, b: { share: 40 % } }\n    steps:\n      - task: check-in-look\n',
      says: 'plays.check-in.variants: the shares come to 90 %: all of them have to be 100 %, or one is left out and gets the rest',
    },
    {
      mistake: 'shares that leave nothing',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    variants: { a: { share: 100 % }, b: {} }\n    steps:\n      - task: check-in-look\n',
      says: 'plays.check-in.variants: the shares come to 100 %, and leave nothing for the others',
    },
    {
      mistake: 'most accounts held out',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    holdOut: 60 %\n    steps:\n      - task: check-in-look\n',
      says: 'plays.check-in.holdOut: must be at most `50 %`: who is held out is done without',
    },
    {
      mistake: 'a task of a variant that nobody wrote',
      from: '    steps:\n      - task: check-in-look\n',
      to: '    variants:\n      a: {}\n      b: { steps: [{ task: check-in-lok }] }\n    steps:\n      - task: check-in-look\n',
      linesBelow: 2,
      says: 'plays.check-in.variants.b.steps.0.task: there is no task `check-in-lok`; did you mean `check-in-look`?',
    },
    {
      mistake: 'a trial of a play for all that belong to one parent',
      from: '    label: { en: Check in, ja: 状況確認 }\n',
      to: '    label: { en: Check in, ja: 状況確認 }\n    level: parent\n    holdOut: 10 %\n',
      linesBelow: 1,
      says: 'plays.check-in.level: is at the level of parents: what comes of accounts that share one can’t be told apart',
    },
    {
      mistake: 'grades the wrong way round',
      from: 'watchFrom: 40',
      to: 'watchFrom: 80',
      says: 'health.watchFrom: must be at most healthyFrom (70)',
    },
    {
      mistake: 'a condition on an event under the name it is renamed from',
      from: 'event: login\n      tripsAtOrAbove: 60',
      to: 'event: user.signed_in\n      tripsAtOrAbove: 60',
      says: 'signals.no-login.when.event: `user.signed_in` is renamed by aliases: write `login`',
    },
    {
      mistake: 'an alias of an alias',
      from: '  user.signed_in: login',
      to: '  session.started: user.signed_in\n  user.signed_in: login',
      says: 'aliases.session.started: `user.signed_in` is itself renamed to `login`: write `session.started: login`',
    },
    {
      mistake: 'a text without a translation',
      from: 'title: { en: Call the owner, ja: ご担当者にお電話する }',
      to: 'title: { en: Call the owner }',
      says: 'tasks.win-back-call.title.ja: is missing',
    },
    {
      mistake: 'a text with a colon and no quotes',
      from: 'en: An account that nobody opens will not be renewed.',
      to: 'en: One thing is certain: an account that nobody opens will not be renewed.',
      says: ': a text with `: ` in it needs quotes around it, or `|` and lines of its own',
    },
    {
      mistake: 'a key written twice',
      from: 'measures: [records.total]',
      to: 'measures: [records.total]\nmeasures: [records.total]',
      linesBelow: 1,
      says: ': `measures` is written twice in one place: keep one of them',
    },
    {
      mistake: 'a file of another version',
      from: 'playbook: sakimawari/v1',
      to: 'playbook: sakimawari/v9',
      says: 'playbook: must be sakimawari/v1, not `sakimawari/v9`',
    },
    {
      mistake: 'a variable in a task, which is not filled in',
      from: 'title: { en: Call the owner,',
      to: 'title: { en: "Call {{ contact.name }}",',
      says: 'tasks.win-back-call.title.en: has {{ }} or {% %}: only emails are filled in, a task stands beside its account anyway',
    },
    ...[
      ['｛｛ csm.name ｝｝', '｛｛', '{{'],
      ['{｛ csm.name }}', '{｛', '{{'],
      ['｛% if renewalDate %｝', '｛%', '{%'],
      ['{％ if renewalDate ％}', '{％', '{%'],
    ].map(([written, wide, right]) => ({
      mistake: `full-width braces in an email (${written})`,
      from: 'Your contract with us comes up',
      to: `${written} Your contract with us comes up`,
      says: `emails.renewal-intent.body.en: has a full-width \`${wide}\`: write \`${right}\``,
    })),
    {
      mistake: 'full-width braces in a task',
      from: 'title: { en: Call the owner,',
      to: 'title: { en: "Call ｛｛ contact.name ｝｝",',
      says: 'tasks.win-back-call.title.en: has {{ }} or {% %}: only emails are filled in, a task stands beside its account anyway',
    },
    {
      mistake: 'a variable in an email that does not exist',
      from: '**{{ renewalDate }}** is coming closer',
      to: '**{{ renewalDay }}** is coming closer',
      says: 'emails.renewal-last-reminder.body.en: `renewalDay` is not known here; write `renewalDate` (there are contact.name, account.name, csm.name, csm.email, company.name, renewalDate, products, answerLinks, roadmapLink)',
    },
    {
      mistake: 'a filter that does not exist',
      from: 'Your contract with us comes up',
      to: '{{ csm.name | shout }} Your contract with us comes up',
      says: 'emails.renewal-intent.body.en: the filter `shout` is not known; there are append, capitalize, default, downcase, prepend, remove, replace, strip, truncate, upcase',
    },
    {
      mistake: 'a filter that would let HTML and Markdown through',
      from: 'Your contract with us comes up',
      to: '{{ csm.name | raw }} Your contract with us comes up',
      says: 'emails.renewal-intent.body.en: the filter `raw` is not known; there are append, capitalize, default, downcase, prepend, remove, replace, strip, truncate, upcase',
    },
    ...['for i in (1..1000000000)', 'include "x"', 'render "x"', 'layout "x"', 'tablerow i in (1..9)'].map((tag) => ({
      mistake: `the Liquid tag ${tag}`,
      from: 'Your contract with us comes up',
      to: `{% ${tag} %} Your contract with us comes up`,
      says: `emails.renewal-intent.body.en: \`{% ${tag.split(' ')[0]} %}\` can't be used in a mail; there are if, unless, case, comment, #`,
    })),
    {
      mistake: 'a Liquid tag left open',
      from: 'Your contract with us comes up',
      to: '{% if renewalDate %} Your contract with us comes up',
      says: 'emails.renewal-intent.body.en: tag {% if renewalDate %} not closed',
    },
    {
      mistake: 'roles that stand in for each other',
      from: '  support: { standIn: csm }',
      to: '  support: { standIn: engineer }',
      says: 'roles.support.standIn: goes round in a circle: support → engineer → support',
    },
    {
      mistake: 'a manager who hears of a late task before whoever has it',
      from: 'remindAfterInBusinessDays: 1',
      to: 'remindAfterInBusinessDays: 5',
      reportedAt: 'escalateAfterInBusinessDays: 3',
      says: 'overdue.escalateAfterInBusinessDays: must be at least remindAfterInBusinessDays (5): whoever has the task hears of it first',
    },
    {
      mistake: 'quiet while a signal is open that there is not',
      from: 'quietWhileOpen: [nps-detractor]',
      to: 'quietWhileOpen: [nps-detractors]',
      says: 'customerMail.quietWhileOpen.0: there is no signal `nps-detractors`; did you mean `nps-detractor`?',
    },
    {
      mistake: 'hours that end before they begin',
      from: 'hours: { from: 9, until: 18 }',
      to: 'hours: { from: 18, until: 9 }',
      says: 'customerMail.hours.until: must be after `from`',
    },
    {
      mistake: 'a misspelt rule of what customers are spared',
      from: 'mostPerContactAndWeek: 2',
      to: 'mostPerContactAndWek: 2',
      says: 'customerMail.mostPerContactAndWek: is not known here: did you mean `mostPerContactAndWeek`?',
    },
    {
      mistake: 'reasons for what nobody gives reasons for',
      from: '  win-back:\n    feature-came:',
      to: '  winback:\n    feature-came:',
      says: 'reasons.winback: is not known here: did you mean `win-back`?',
    },
    {
      mistake: 'a reason that is called nothing in one language',
      from: 'budget: { label: { en: Budget cut, ja: 予算の削減 } }',
      to: 'budget: { label: { en: Budget cut } }',
      says: 'reasons.churn.budget.label.ja: is missing',
    },
    {
      mistake: 'a kind of activity that is called as a task is',
      from: '  troubleshooting:',
      to: '  win-back-call:',
      says: 'activities.win-back-call: `win-back-call` is a task already: choose another name',
    },
    {
      mistake: 'the same role twice in joint work',
      from: '  win-back-call:\n    assign: csm',
      to: '  win-back-call:\n    assign: [csm, csm]',
      says: 'tasks.win-back-call.assign.1: `csm` stands here twice: a role does its part of joint work once',
      linesBelow: 1,
    },
  ])('$mistake', ({ from, to, says, reportedAt = from, linesBelow = 0 }: Mistake) => {
    expect(problemsOf(changed(from, to))).toEqual([`${lineOf(reportedAt) + linesBelow} ${says}`]);
  });
});

describe('stages with a mistake are refused with the line and what to write instead', () => {
  const named = 'label: { en: Stage, ja: ステージ }, goal: { en: Goal, ja: 目標 }';
  const { stages: _, ...others } = parse(defaultText);
  const ofNoStage = Object.entries<{ when: { kind: string } }>(others.signals).filter(
    ([, { when }]) => when.kind !== 'stage-entered',
  );
  const feature = { label: { en: 'Import', ja: '取り込み' }, events: ['imported', 'synced'], mustHave: true };
  const kickoff = {
    ...others.signals['no-login'],
    when: { kind: 'stage-entered', stage: 'onboarding-1', withinDays: 14 },
    play: 'check-in',
  };
  const rest = {
    ...others,
    features: { ...others.features, import: feature },
    signals: { ...Object.fromEntries(ofNoStage), 'stage-onboarding-1': kickoff },
  };
  const stages = `stages:
  onboarding-1:
    ${named.replace(', goal', '\n    goal')}
    reachedWhen:
      - accountHas: [goalName]
      - tasksDone: [check-in-look, check-in-call]
    next: onboarding-2
    challenge: [no-login, logins-fell]
  onboarding-2: { ${named}, reachedWhen: [{ mustHaveFeatures: 1, usedOnDays: 2 }], next: onboarding-3 }
  onboarding-3: { ${named}, next: adoption }
  adoption:
    ${named.replace(', goal', '\n    goal')}
    next: expansion
    positive:
      - usage-growing
  expansion: { ${named} }
  renewal: { ${named}, monthsBeforeRenewal: 3 }
`;
  const textOf = (playbook: object) => `${stages}${stringify(playbook, { lineWidth: 0 })}`;
  const text = textOf(rest);

  it('and without one they are not', () => {
    expect(problemsOf(text)).toEqual([]);
    const all = `mustHaveFeatures: ${mustHaveFeatures(rest).length},`;
    expect(problemsOf(changed('mustHaveFeatures: 1,', all, text))).toEqual([]);
    // A renewal that is begun by hand or by a goal.
    const byGoal = changed(`  expansion: { ${named} }`, `  expansion: { ${named}, next: renewal }`, text);
    expect(problemsOf(changed(', monthsBeforeRenewal: 3', '', byGoal))).toEqual([]);
  });

  it.each([
    {
      mistake: 'a next stage that the playbook does not have',
      from: '  expansion: {',
      to: '  # expansion: {',
      reportedAt: '    next: expansion',
      says: 'stages.adoption.next: there is no stage `expansion`; there are: onboarding-1, onboarding-2, onboarding-3, adoption, renewal',
    },
    {
      mistake: 'a stage that nobody comes to',
      from: '    next: expansion\n',
      to: '',
      reportedAt: '  expansion: {',
      linesBelow: -1,
      says: 'stages.expansion: no stage leads here, so that only accounts put here by an import would ever be in it: write `next: expansion` at the stage that comes before',
    },
    {
      mistake: 'a renewal that neither a date nor a stage begins',
      from: ', monthsBeforeRenewal: 3',
      to: '',
      reportedAt: '  renewal: {',
      says: 'stages.renewal: no stage leads here, so that only accounts put here by an import would ever be in it: write `monthsBeforeRenewal: 3`',
    },
    {
      mistake: 'stages that lead round in a circle',
      from: `  expansion: { ${named} }`,
      to: `  expansion: { ${named}, next: adoption }`,
      reportedAt: '    next: expansion',
      says: 'stages.adoption.next: goes round in a circle: adoption → expansion → adoption',
    },
    {
      mistake: 'a stage that leads into a renewal which has a date',
      from: `  expansion: { ${named} }`,
      to: `  expansion: { ${named}, next: renewal }`,
      says: 'stages.expansion.next: must not be `renewal`: accounts get there by their date, wherever they are; take it out',
    },
    {
      mistake: 'a renewal that leads on',
      from: 'monthsBeforeRenewal: 3 }',
      to: 'monthsBeforeRenewal: 3, next: expansion }',
      says: 'stages.renewal.next: must not stand here: with the answer an account goes back to the stage it came from; take it out',
    },
    {
      mistake: 'months before renewal at another stage',
      from: `  expansion: { ${named} }`,
      to: `  expansion: { ${named}, monthsBeforeRenewal: 2 }`,
      says: 'stages.expansion.monthsBeforeRenewal: can stand at `renewal` only, the stage that a date begins: take it out',
    },
    {
      mistake: 'a positive action that is no signal',
      from: '- usage-growing',
      to: '- usage-grows',
      says: 'stages.adoption.positive.0: there is no signal `usage-grows`; did you mean `usage-growing`?',
    },
    {
      mistake: 'a challenge that is no signal',
      from: 'challenge: [no-login, logins-fell]',
      to: 'challenge: [no-login, login-fell]',
      says: 'stages.onboarding-1.challenge.1: there is no signal `login-fell`; did you mean `logins-fell`?',
    },
    {
      mistake: 'a goal that asks for a task of another play',
      from: 'tasksDone: [check-in-look, check-in-call]',
      to: 'tasksDone: [check-in-look, win-back-owner]',
      says: 'stages.onboarding-1.reachedWhen.1.tasksDone.1: there is no task in the play that starts with this stage `win-back-owner`; there are: check-in-look, check-in-call, check-in-plan',
    },
    {
      mistake: 'a goal that asks for more features than onboarding has to reach',
      from: 'mustHaveFeatures: 1,',
      to: 'mustHaveFeatures: 99,',
      says: `stages.onboarding-2.reachedWhen.0.mustHaveFeatures: must be at most ${mustHaveFeatures(rest).length}: so many features have \`mustHave: true\``,
    },
    {
      mistake: 'a share of nobody',
      from: '- accountHas: [goalName]',
      to: '- firstLoginShareAtLeast: 0',
      says: 'stages.onboarding-1.reachedWhen.0.firstLoginShareAtLeast: must be above 0',
    },
    {
      mistake: 'a feature whose event is renamed',
      from: '- synced',
      to: '- user.signed_in',
      says: 'features.import.events.1: `user.signed_in` is renamed by aliases: write `login`',
    },
  ])('$mistake', ({ from, to, says, reportedAt = from, linesBelow = 0 }: Mistake) => {
    expect(problemsOf(changed(from, to, text))).toEqual([`${lineOf(reportedAt, text) + linesBelow} ${says}`]);
  });

  it('a goal that asks for tasks in a stage with none', () => {
    const { 'stage-onboarding-1': _, ...signals } = rest.signals;
    const without = textOf({ ...rest, signals });
    expect(problemsOf(without)).toEqual(
      ['check-in-look', 'check-in-call'].map(
        (_, i) =>
          `${lineOf('- tasksDone', without)} stages.onboarding-1.reachedWhen.1.tasksDone.${i}: no signal raises tasks in this stage: add one with \`when: { kind: stage-entered, stage: onboarding-1, withinDays: 14 }\``,
      ),
    );
  });

  it('a goal that asks for must-have features where there are none', () => {
    const features = Object.fromEntries(
      Object.entries<object>(rest.features).map(([name, one]) => [name, { ...one, mustHave: false }]),
    );
    const without = textOf({ ...rest, features });
    expect(problemsOf(without)).toEqual([
      `${lineOf('  onboarding-2:', without)} stages.onboarding-2.reachedWhen.0.mustHaveFeatures: no feature is a must-have, so that the goal can never be reached: write \`mustHave: true\` at those that count`,
    ]);
  });

  it('a measure under the name it is renamed from', () => {
    const renamed = textOf({ ...rest, measures: ['rows'], aliases: { ...rest.aliases, rows: 'records.total' } });
    expect(problemsOf(renamed)).toContain(
      `${lineOf('- rows', renamed)} measures.0: \`rows\` is renamed by aliases: write \`records.total\``,
    );
  });
});

it('a task that asks why they leave where the playbook lists no reason is refused', () => {
  const { reasons, ...rest } = parse(defaultText);
  const text = stringify({ ...rest, reasons: { ...reasons, churn: {} } });
  expect(problemsOf(text)).toEqual([
    `${lineOf('asks: churn-reason', text)} tasks.renewal-leaving.asks: asks for a reason, and \`reasons.churn\` lists none to choose from`,
  ]);
});

it('a play of more tasks than one write can hold is refused', () => {
  const playbook = loadPlaybook(defaultText, 'default.yaml');
  const { plays, tasks } = playbook;
  const look = tasks['check-in-look'];
  if (!look || !plays['check-in']) throw new Error('the default playbook has no check-in');
  const together: typeof look = { ...look, assign: ['csm', 'sales'] };
  const names = Array.from({ length: 21 }, (_, i) => `many-${i}`);
  const withSteps = (count: number) =>
    checkPlaybook({
      ...playbook,
      tasks: { ...tasks, ...Object.fromEntries(names.map((name) => [name, together])) },
      plays: { ...plays, 'check-in': { ...plays['check-in'], steps: names.slice(0, count).map((task) => ({ task })) } },
    } as typeof playbook);
  expect(withSteps(20)).toEqual([]);
  expect(withSteps(21)).toEqual([
    { path: ['plays', 'check-in', 'steps'], message: 'asks for 42 tasks, and 40 are the most: divide it' },
  ]);
});

describe('a file that is no playbook', () => {
  it.each([
    ['not YAML', 'signals: [\n', /^2 : is not valid YAML: /],
    ['empty', '', /^1 : must be a group of fields, not empty$/],
    ['a list', '- a\n- b', /^1 : must be a group of fields, not a list$/],
    ['longer than can be stored', `# ${'x'.repeat(350_000)}\n`, /^1 : is longer than 350,000 bytes/],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)[0]).toMatch(expected);
  });

  it('is refused before references multiply it beyond reason', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
    expect(problemsOf(`l0: &l0 [x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}`)).toEqual([
      expect.stringContaining('Excessive alias count'),
    ]);
  });
});

it('all mistakes are told at once, in the order of the file', () => {
  const text = defaultText.replace('play: check-in\n', 'play: chek-in\n').replace('good: 8', 'good: 0');
  expect(parsePlaybook(text).problems.map(({ path }) => path)).toEqual([
    'health.indicators.key-person-days.good',
    'signals.logins-fell.play',
  ]);
});

it('a playbook that has to be right throws an error that names file, line and field', () => {
  const text = changed('play: check-in\n', 'play: chek-in\n');
  expect(() => loadPlaybook(text, 'ours.yaml')).toThrow(PlaybookError);
  expect(() => loadPlaybook(text, 'ours.yaml')).toThrow(
    `ours.yaml:${lineOf('play: check-in\n')}: signals.logins-fell.play: there is no play \`chek-in\`; did you mean \`check-in\`?`,
  );
});
