import { expect } from 'vitest';
import { episodeId } from '../../domain/episodes/episodes.ts';
import { checkPlaybook } from '../../domain/playbook/check-playbook.ts';
import {
  checkAgainstRegister,
  emptyRegister,
  registered,
  withFormerNames,
} from '../../domain/playbook/name-register.ts';
import type { EmailTemplate, Playbook, PlayStep, Signal, TaskTemplate } from '../../domain/playbook/playbook.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { AccountWithStore } from './kept-work.ts';
import { D, finish } from './plays.ts';
import { defaultPlaybook, Story } from './story.ts';

const SILENT = { kind: 'days-since', event: 'login', tripsAtOrAbove: 30, recoversBelow: 30 } as const;
const NOT_SINCE_LONGER = { ...SILENT, tripsAtOrAbove: 45, recoversBelow: 45 } as const;
const UNHAPPY = {
  kind: 'survey-answer',
  event: 'nps.answered',
  onePer: 'answer',
  withinDays: 28,
  tripsAtOrBelow: 6,
} as const;
const UNHAPPY_PERSON = { ...UNHAPPY, onePer: 'person' } as const;
const RENEWAL = { kind: 'renewal-due', monthsBefore: 3 } as const;

/** One signal with its play, whatever they are called at the moment. */
interface Design {
  names: string[];
  isIn: boolean;
  conditions: readonly Signal['when'][];
  condition: number;
  cooldowns: readonly Signal['cooldownInDays'][];
  cooldown: number;
  hasReminder: boolean;
  /** Its task and its two mails, by the names they had. */
  task: string[];
  mail: string[];
  reminder: string[];
  to: 'subject' | 'admin';
}

const design = (name: string, given: Pick<Design, 'conditions' | 'cooldowns' | 'to'>): Design => ({
  names: [name],
  isIn: true,
  condition: 0,
  cooldown: 0,
  hasReminder: true,
  task: [`${name}-task`],
  mail: [`${name}-mail`],
  reminder: [`${name}-reminder`],
  ...given,
});

const latest = (names: string[]) => names.at(-1) as string;
const { [Object.keys(defaultPlaybook.emails)[0] as string]: anyMail } = defaultPlaybook.emails;
const { [Object.keys(defaultPlaybook.tasks)[0] as string]: anyTask } = defaultPlaybook.tasks;
const { 'no-login': anySignal } = defaultPlaybook.signals;

/** A company that edits its playbook while it works, the account that it works for, and the store between. */
export class EditedPlaybook {
  readonly designs = [
    design('renewal', { conditions: [RENEWAL, { ...RENEWAL, monthsBefore: 4 }], cooldowns: ['once', 3], to: 'admin' }),
    design('silence', { conditions: [SILENT, NOT_SINCE_LONGER], cooldowns: ['once', 0, 40], to: 'admin' }),
    design('unhappy', { conditions: [UNHAPPY, UNHAPPY_PERSON, SILENT], cooldowns: ['once', 5], to: 'admin' }),
    design('quiet', { conditions: [SILENT, UNHAPPY], cooldowns: [4, 'once', 60], to: 'admin' }),
  ];
  readonly story = new Story().logins('2026-05-20', 1, 'ann');
  private readonly company = new AccountWithStore(this.story, defaultPlaybook);
  readonly kept = this.company.kept;
  today: Day = D;
  /** Which mails of a design went for which subject. */
  readonly sent = new Map<string, string[]>();
  private unbound = new Set<string>();
  private register = emptyRegister();
  private counted = 0;

  constructor() {
    const { story } = this;
    story.known.push('nps.answered');
    story.account = { ...story.account, csm: 'mika', renewalDate: '2026-08-20' };
    story.contacts = ['ann', 'ben'].map((id) => ({
      id,
      account: 'koa',
      role: 'admin',
      name: id,
      email: `${id}@koa.example`,
    }));
    this.push();
  }

  nextCooldown(own: Design): void {
    own.cooldown = (own.cooldown + 1) % own.cooldowns.length;
    for (const { id, signal } of this.kept.episodes.values()) if (own.names.includes(signal)) this.unbound.add(id);
  }

  /** Gives one of the names a new one, or its first one back. */
  rename(names: string[], isBack: boolean): void {
    this.counted += 1;
    names.push(isBack ? (names[0] as string) : `${names[0]}-${this.counted}`);
  }

  /** As `playbook push` takes it: by the names the file says, completed by those on record. */
  push(): void {
    const file = this.file();
    expect(checkPlaybook(file)).toEqual([]);
    expect(checkAgainstRegister(file, this.register)).toEqual([]);
    this.story.playbook = withFormerNames(file, this.register);
    this.register = registered(this.register, this.story.playbook);
  }

  /** Evaluates the day until nothing is left of it, and looks whether all that is stored fits together. */
  score(): void {
    for (const { id, content, cause } of this.company.score(this.today)) {
      if (content.type === 'customer') this.count(id, content.template, cause?.episode as string);
    }
    this.look();
  }

  passes(days: number): void {
    // Nights run; of long stretches a few are enough.
    for (let n = 1; n <= days; n += 1) {
      if (n > 3 && n < days) continue;
      this.today = addDays(this.today, n === days ? Math.max(1, days - 3) : 1);
      if (n < days) this.score();
    }
  }

  finishOne(place: number): void {
    const open = this.kept.openTasks();
    const task = open[place % Math.max(1, open.length)];
    if (task === undefined) return;
    finish(this.story, task, this.today);
    this.kept.finish(task.id, this.today);
  }

  private count(id: string, template: string, episodeOf: string): void {
    const episode = this.kept.episodes.get(episodeOf);
    const place = this.designs.findIndex(({ names }) => names.includes(episode?.signal as string));
    const own = this.designs[place] as Design;
    const step = own.mail.includes(template) ? 'mail' : 'reminder';
    const key = `${place}/${episode?.subject}/${step}`;
    const before = this.sent.get(key) ?? [];
    this.sent.set(key, [...before, id]);
    const isOnce = own.cooldowns[own.cooldown] === 'once';
    // What had opened before the manager said "once" goes on to its own end.
    if (isOnce && !this.unbound.has(episodeOf)) expect([...before, id], `${key} is asked once`).toHaveLength(1);
  }

  private look(): void {
    const { kept, story } = this;
    const live = new Map((story.state?.episodes ?? []).map((episode) => [episodeId('koa', episode), episode]));
    for (const task of kept.openTasks()) {
      expect(kept.episodes.get(task.episode), `${task.id} is open`).toMatchObject({ recoveredOn: null });
      expect(
        live.get(task.episode)?.tasks?.map(({ id }) => id),
        `${task.id} is known`,
      ).toContain(task.id);
    }
    for (const [id, episode] of live) {
      if (episode.recoveredOn !== undefined) continue;
      expect(kept.episodes.get(id), `${id} is open`).toMatchObject({ recoveredOn: null });
      for (const task of episode.tasks ?? []) {
        expect(['open', 'done'], `${task.id} is someone's`).toContain(kept.tasks.get(task.id)?.status);
      }
    }
    for (const { id, recoveredOn } of kept.episodes.values()) {
      if (recoveredOn === null) expect(live.get(id), `${id} is remembered`).toBeDefined();
    }
  }

  private file(): Playbook {
    const ins = this.designs.filter(({ isIn }) => isIn);
    const entries = <Entry>(of: (one: Design) => [string[], Entry][]) =>
      Object.fromEntries(
        ins.flatMap((one) =>
          of(one).map(([names, entry]): [string, Entry] => [latest(names), { ...entry, ...this.from(names) }]),
        ),
      );
    return {
      ...defaultPlaybook,
      stages: {},
      customerMail: { ...defaultPlaybook.customerMail, quietWhileOpen: [] },
      signals: entries<Signal>((one) => [
        [
          one.names,
          {
            ...(anySignal as Signal),
            when: one.conditions[one.condition] as Signal['when'],
            cooldownInDays: one.cooldowns[one.cooldown] as Signal['cooldownInDays'],
            play: latest(one.names),
          },
        ],
      ]),
      plays: entries((one) => [
        [
          one.names,
          { label: { en: 'P', ja: 'P' }, chat: false, steps: stepsOf(one), variants: {} } as Playbook['plays'][string],
        ],
      ]),
      tasks: entries<TaskTemplate>((one) => [[one.task, anyTask as TaskTemplate]]),
      emails: entries<EmailTemplate>((one) => [
        [one.mail, anyMail as EmailTemplate],
        [one.reminder, anyMail as EmailTemplate],
      ]),
    };
  }

  /** A file says the name before; the one that is back says nothing, as a rollback does. */
  private from(names: string[]): { renamedFrom?: string } {
    const before = names.at(-2);
    return before === undefined || latest(names) === names[0] || before === latest(names)
      ? {}
      : { renamedFrom: before };
  }
}

function stepsOf({ task, mail, reminder, hasReminder }: Design): PlayStep[] {
  return [
    { task: latest(task) },
    { email: latest(mail), mode: 'send', to: ['admin'] },
    ...(hasReminder
      ? [{ email: latest(reminder), mode: 'send' as const, to: ['admin' as const], when: { daysAfter: 6 } }]
      : []),
  ];
}
