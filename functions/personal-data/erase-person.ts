import pMap from 'p-map';
import type * as z from 'zod';
import { idSchema } from '../../domain/account/account.ts';
import {
  addCounts,
  type CountsByKind,
  PSEUDONYM_LETTERS,
  pseudonymOf,
  type RunningErasure,
} from '../../domain/personal-data/erasure.ts';
import { type Person, PersonMarks } from '../../domain/personal-data/person-marks.ts';
import type { Day } from '../../domain/time/day.ts';
import { isOfRun, treatmentOf } from '../store/personal-data/person-in-row.ts';
import type { LookedAtRow } from '../store/personal-data/row-pages.ts';
import { overtakenWithout, type UsagePage } from '../store/personal-data/usage-of-person.ts';
import { lookAtLetters } from './dead-letters.ts';
import {
  auditOfData,
  beginErasure,
  countKinds,
  type Done,
  finishStep,
  refuseUnconfirmed,
  type Step,
  type Treated,
  treat,
} from './erasing.ts';
import { ErasureRefusedError } from './erasure-refused-error.ts';
import { cursorOf, personRequest, stepAfter, stepFrom } from './person-step.ts';
import { type ErasingTools, todayOf } from './tools.ts';

const WRITES_IN_FLIGHT = 8;
/** Days and names that are read while they are written do not go together. */
const LOOKS = 3;

export const personToErase = personRequest.extend({ confirm: idSchema });
type Request = z.output<typeof personToErase>;

/** One step of taking a person out of everything; each may be made again, and a run that ended half-way goes on. */
export async function erasePerson(request: Request, tools: ErasingTools): Promise<Step> {
  const { account, person, confirm, from, everywhere } = request;
  refuseUnconfirmed(confirm, person);
  const { erasures } = tools.personalData;
  const hash = await erasures.hashOf({ account, person });
  const running = (await erasures.running<Person>(hash)) ?? (await begin(hash, request, tools));
  const marks = new PersonMarks(running.person);
  const step = stepFrom(from);
  const done = await carryOut(step, marks, running, tools);
  const after = step.look === 'end' ? undefined : (done.next ?? cursorOf(stepAfter(step, everywhere)));
  return finishStep(hash, running.record, done, after, tools);
}

async function begin(hash: string, { account, person }: Request, tools: ErasingTools): Promise<RunningErasure> {
  const { erasures, personOf } = tools.personalData;
  const meant = {
    person: await personOf(account, person),
    pseudonym: pseudonymOf(tools.newLetters(PSEUDONYM_LETTERS)),
  };
  const audit = auditOfData(tools, 'person-erased', { account });
  return beginErasure({ account, person }, meant, await erasures.finished(hash), audit, tools);
}

async function carryOut(
  step: ReturnType<typeof stepFrom>,
  marks: PersonMarks,
  { pseudonym }: RunningErasure,
  tools: ErasingTools,
): Promise<Done> {
  const { looks, usage } = tools.personalData;
  if (step.look === 'end') return endUsage(marks, pseudonym, tools);
  if (step.look === 'usage') {
    // What days refer to has a place before a day does.
    await usage.lifetime.standIn(marks.person.account, marks.person.id, pseudonym);
    const page = await readableUsage(marks, tools, step.at);
    const ofRows = await treatAll(page.rows, marks, pseudonym, tools);
    await pMap(page.days, (day) => usage.rename(day, marks, pseudonym, page.numbers), {
      concurrency: WRITES_IN_FLIGHT,
    });
    const ofDays = countsOf(
      'usage-day',
      page.days.map(() => true),
    );
    return {
      found: addCounts(ofRows.found, ofDays.found),
      erased: addCounts(ofRows.erased, ofDays.erased),
      left: ofRows.left,
      unreadable: 0,
      ...(page.next !== undefined && { next: cursorOf({ look: 'usage', at: page.next }) }),
    };
  }
  if (step.look === 'queues') {
    const { bodies, next } = await lookAtLetters([marks], tools, step.at, true);
    const counts = countKinds(bodies.map(() => 'dead-letters' as const));
    const after = next === undefined ? {} : { next: cursorOf({ look: 'queues', at: next }) };
    return { found: counts, erased: counts, left: {}, unreadable: 0, ...after };
  }
  const page =
    step.look === 'keys'
      ? await looks.page({ person: marks.person, sources: await tools.readSourceNames(), now: tools.now() }, step.at)
      : await looks.search(step.look, step.at);
  const treated = await treatAll(page.rows, marks, pseudonym, tools);
  return {
    ...treated,
    unreadable: page.unknown,
    ...(page.next !== undefined && { next: cursorOf({ ...step, at: page.next }) }),
  };
}

function treatAll(rows: LookedAtRow[], marks: PersonMarks, pseudonym: string, tools: ErasingTools): Promise<Treated> {
  const treated = rows.flatMap((row) => {
    if (isOfRun(row)) return [];
    const treatment = treatmentOf(row.kind, row.item, marks, pseudonym);
    return treatment === undefined ? [] : [{ row, treatment }];
  });
  return treat(treated, tools);
}

/** What no day refers to any more, at last the user's own places. */
async function endUsage(marks: PersonMarks, pseudonym: string, tools: ErasingTools): Promise<Done> {
  const { usage, eraser } = tools.personalData;
  const { account, id } = marks.person;
  let counts = { found: {} as CountsByKind, erased: {} as CountsByKind, left: {} as CountsByKind };
  const add = (more: typeof counts) => {
    counts = {
      found: addCounts(counts.found, more.found),
      erased: addCounts(counts.erased, more.erased),
      left: addCounts(counts.left, more.left),
    };
  };
  for (const found of await usage.overtaken(marks)) {
    const isDone = await eraser.replace(found.was, overtakenWithout(found, marks, pseudonym));
    add(countsOf('overtaken-usage', [isDone]));
  }
  const monthValues = await usage.monthValues(marks, pseudonym);
  if (monthValues !== undefined) {
    const { was, row } = monthValues;
    const isDone = await eraser.replace(was, row);
    add(countsOf('month-values', [isDone]));
  }
  if (await usage.lifetime.forgetUser(account, id, () => pseudonymOf(tools.newLetters(PSEUDONYM_LETTERS)))) {
    add(countsOf('lifetime', [true]));
  }
  return { ...counts, unreadable: 0 };
}

/** A day that can't be read may be by their number: so long their place has to stay. */
async function readableUsage(marks: PersonMarks, tools: ErasingTools, from?: Day): Promise<UsagePage> {
  const { usage } = tools.personalData;
  for (let look = 1; ; look += 1) {
    const page = await usage.page(marks, todayOf(tools), from);
    if (page.unreadable.length === 0) return page;
    if (look < LOOKS) continue;
    throw new ErasureRefusedError({
      is: 'usage-unreadable',
      days: page.unreadable.length,
      from: page.unreadable[0] as Day,
    });
  }
}

function countsOf(kind: 'usage-day' | 'overtaken-usage' | 'month-values' | 'lifetime', done: boolean[]) {
  const count = (n: number): CountsByKind => (n === 0 ? {} : { [kind]: n });
  const erased = done.filter(Boolean).length;
  return { found: count(done.length), erased: count(erased), left: count(done.length - erased) };
}
