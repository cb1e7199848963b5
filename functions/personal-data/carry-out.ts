import { deflateRawSync } from 'node:zlib';
import { memberOf } from '../../domain/audit/audit.ts';
import type { DataRequest } from '../../domain/personal-data/data-request.ts';
import { addCounts, type ErasedSubject } from '../../domain/personal-data/erasure.ts';
import { eraseAccount } from './erase-account.ts';
import { erasePerson } from './erase-person.ts';
import { ErasureRefusedError } from './erasure-refused-error.ts';
import { exportAccount } from './export-account.ts';
import { exportPerson } from './export-person.ts';
import type { Exported } from './exporting.ts';
import { readmit } from './readmit.ts';
import type { ErasingTools } from './tools.ts';

export type CarryingTools = Omit<ErasingTools, 'doing'>;

/** A page hands a part over at once, and each quotation mark in it counts twice on the way. */
const MOST_BYTES_OF_A_PART = 3_000_000;

/**
 * Does what was asked on the page, a step after the other, and puts on record how far it has come. A call that was killed
 * is made again, and goes on where the last step ended.
 *
 * @param isTimeLeft whether another step is begun
 */
export async function carryOut(
  id: string,
  tools: CarryingTools,
  isTimeLeft: () => boolean,
): Promise<{ isDone: boolean }> {
  const { requests } = tools.personalData;
  do {
    const request = await requests.find(id);
    // Whom it is about was erased meanwhile, or it has ended.
    if (request?.state !== 'running' || request.subject === undefined) return { isDone: true };
    const after = await stepOf(request, request.subject, tools);
    const isKept = await requests.keep({ ...after, movedAt: new Date(tools.now()).toISOString() });
    if (!isKept || after.state !== 'running') return { isDone: true };
  } while (isTimeLeft());
  return { isDone: false };
}

/** No attempt was of any use. */
export async function giveUp(id: string, { personalData: { requests }, now }: CarryingTools): Promise<void> {
  const request = await requests.find(id);
  if (request?.state !== 'running') return;
  const movedAt = new Date(now()).toISOString();
  await requests.keep({ ...request, state: 'failed', movedAt, obstacle: { is: 'broken' } });
}

async function stepOf(request: DataRequest, subject: ErasedSubject, tools: CarryingTools): Promise<DataRequest> {
  const erasing = { ...tools, doing: { who: memberOf(request.askedBy), door: 'page' } as const };
  try {
    if (request.what === 'export') return await exportStep(request, subject, erasing);
    if (request.what === 'erase') return await eraseStep(request, subject, erasing);
    await readmit(subject, erasing);
    return { ...request, state: 'done' };
  } catch (error) {
    if (!(error instanceof ErasureRefusedError)) throw error;
    return { ...request, state: 'failed', obstacle: error.obstacle };
  }
}

async function eraseStep(
  request: DataRequest,
  { account, person }: ErasedSubject,
  tools: ErasingTools,
): Promise<DataRequest> {
  const asked = { account, from: request.from, everywhere: request.isEverywhere };
  const { found, erased, left, unreadable, next } =
    person === undefined
      ? await eraseAccount({ ...asked, confirm: account }, tools)
      : await erasePerson({ ...asked, person, confirm: person }, tools);
  const { from: _, ...before } = request;
  const after: DataRequest = {
    ...before,
    found: addCounts(request.found, found),
    erased: addCounts(request.erased, erased),
    left: addCounts(request.left, left),
    unreadable: request.unreadable + unreadable,
  };
  if (next !== undefined) return { ...after, from: next };
  const { subject: __, ...nameless } = after;
  return { ...nameless, state: 'done' };
}

/** As many pages as fill a part of the file; what a page holds beyond is in further parts. */
async function exportStep(
  request: DataRequest,
  { account, person }: ErasedSubject,
  tools: ErasingTools,
): Promise<DataRequest> {
  let { from, found, unreadable } = request;
  let [lines, bytes] = [[] as string[], 0];
  do {
    const asked = { account, from, everywhere: request.isEverywhere };
    const page =
      person === undefined ? await exportAccount(asked, tools) : await exportPerson({ ...asked, person }, tools);
    for (const line of page.rows.map(lineOf)) {
      lines.push(line);
      bytes += Buffer.byteLength(line);
    }
    found = addCounts(found, page.found);
    unreadable += page.unreadable;
    from = page.next;
  } while (from !== undefined && bytes < MOST_BYTES_OF_A_PART / 2);
  const parts = [...request.parts];
  for (const text of partsOf(lines, MOST_BYTES_OF_A_PART)) {
    const slices = await tools.personalData.requests.keepPart(
      request.id,
      parts.length,
      deflateRawSync(text),
      tools.now(),
    );
    parts.push(slices);
  }
  const { from: _, ...before } = request;
  const after: DataRequest = { ...before, found, unreadable, parts };
  return from === undefined ? { ...after, state: 'done' } : { ...after, from };
}

const lineOf = (row: Exported) => `${JSON.stringify(row)}\n`;

/** Whole lines, as many as may be; one that is longer by itself is a part of its own. */
export function partsOf(lines: readonly string[], mostBytes: number): string[] {
  const parts: string[][] = [];
  let left = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line);
    if (bytes > left || parts.length === 0) {
      parts.push([]);
      left = mostBytes;
    }
    parts.at(-1)?.push(line);
    left -= bytes;
  }
  return parts.map((part) => part.join(''));
}
