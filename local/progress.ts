import { stderr } from 'node:process';

export type Report = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** One line a step: what is being done, and how long it took. Steps may overlap. */
export function reportSteps(startedAt = performance.now()): Report {
  return async (title, work) => {
    const begun = performance.now();
    stderr.write(`${elapsed(startedAt)}  ${title} …\n`);
    const result = await work();
    stderr.write(`${elapsed(startedAt)}  ${title}: done in ${seconds(performance.now() - begun)}\n`);
    return result;
  };
}

const elapsed = (since: number) => seconds(performance.now() - since).padStart(7);
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
