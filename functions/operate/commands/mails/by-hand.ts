/** Part of the ids of what is sent by hand: asked for twice within a minute, it goes once. */
export function momentOf(now: number): string {
  return new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
}
