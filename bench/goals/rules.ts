import { Engine } from 'json-rules-engine';
import type { Signal } from '../../domain/playbook/playbook.ts';
import type { SignalCondition } from '../../domain/signals/conditions.ts';
import { judgeLevel } from '../../domain/signals/kinds/counter-level.ts';
import type { Reading } from '../../domain/signals/reading.ts';
import { type Bench, inMicroseconds } from '../bench.ts';
import { compare } from '../support/measure.ts';
import { playbook } from '../support/sample-account.ts';

const ACCOUNTS = 1024;
const RULES = 10;
const LEAST_TIMES_FASTER = 300;

type Fall = Extract<SignalCondition, { kind: 'counter-level'; tripsAtOrBelow: number }>;

/** Ten rules that differ in their bounds, each with the numbers that explain its verdict. */
const conditions = Array.from({ length: RULES }, (_, n): Fall => {
  const { when } = playbook.signals['logins-fell'] as Signal;
  return { ...(when as Fall), tripsAtOrBelow: 0.5 + n / 20, recoversAbove: 1.1, minimumBaseline: n };
});

/**
 * The same rules over the same accounts, by us and by the rules engine that the language's world uses most. Both are
 * given each account's level; both say which rules trip and by which numbers.
 */
export const bench: Pick<Bench, 'run'> = {
  async run({ effort, isQuick }) {
    const levels = sampleLevels(isQuick ? 16 : ACCOUNTS);
    const facts = levels.map(({ window, baseline }) => ({ baseline, ratio: window / baseline }));
    const engine = engineOf(conditions);
    const ours = () => levels.map(trippedByUs);
    const theirs = async () => {
      const tripped: string[] = [];
      for (const account of facts) tripped.push(await trippedByThem(engine, account));
      return tripped;
    };
    const [expected, given] = [ours(), await theirs()];
    const differing = expected.filter((tripped, i) => tripped !== given[i]).length;
    if (differing > 0) throw new Error(`${differing} accounts get other verdicts`);

    const { ratio, subjectInMicroseconds } = await compare(ours, theirs, effort);
    return [
      {
        goal: 'P3',
        what: `${RULES} rules with their evidence over ${levels.length.toLocaleString('en')} accounts, identical verdicts`,
        against: `json-rules-engine: ${inMicroseconds(subjectInMicroseconds)}`,
        measured: `${Math.round(ratio).toLocaleString('en')}× faster (${inMicroseconds(subjectInMicroseconds / ratio)})`,
        limit: `≥ ${LEAST_TIMES_FASTER}×`,
        isMet: ratio >= LEAST_TIMES_FASTER,
      },
    ];
  },
};

interface Level {
  window: number;
  baseline: number;
}

/** Accounts from half to three times their usual level. */
function sampleLevels(accounts: number): Level[] {
  return Array.from({ length: accounts }, (_, n) => ({ window: 10 + ((n * 41) % 60), baseline: 20 + (n % 20) }));
}

function trippedByUs({ window, baseline }: Level): string {
  const told: Reading[] = [];
  let tripped = '';
  for (let n = 0; n < conditions.length; n += 1) {
    const reading = judgeLevel(conditions[n] as Fall, false, { count: window }, { count: baseline });
    told.push(reading);
    if (reading.verdict === 'trips') tripped += `${n} `;
  }
  return told.length === conditions.length ? tripped : 'incomplete';
}

function engineOf(rules: Fall[]): Engine {
  const engine = new Engine();
  rules.forEach(({ tripsAtOrBelow, minimumBaseline }, n) => {
    engine.addRule({
      name: String(n),
      conditions: {
        all: [
          { fact: 'ratio', operator: 'lessThanInclusive', value: tripsAtOrBelow },
          { fact: 'baseline', operator: 'greaterThanInclusive', value: minimumBaseline },
        ],
      },
      event: { type: String(n) },
    });
  });
  return engine;
}

async function trippedByThem(engine: Engine, facts: Record<string, number>): Promise<string> {
  const { results } = await engine.run(facts);
  const tripped = results.map(({ name }) => Number(name)).sort((a, b) => a - b);
  return tripped.map((n) => `${n} `).join('');
}
