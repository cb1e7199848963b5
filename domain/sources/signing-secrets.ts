/**
 * What the stored secret of a source holds: `current`, and while it is being changed `previous`, `previous2` …, each
 * with the moment (ISO 8601) at which it ends under `<name>Until`.
 */
export type SigningSecrets = Record<string, string>;

export interface HeldSecret {
  name: string;
  secret: string;
  /** In ms; absent while no end is set. */
  until?: number;
}

const UNTIL = 'Until';
const REPLACED = /^(current|previous\d*)$/;
/** Each is tried on every delivery that fits none. */
const MOST_PREVIOUS = 10;
const HOUR_IN_MS = 3_600_000;

export class TooManySecretsError extends Error {
  override readonly name = 'TooManySecretsError';
  readonly code = 'too-many-secrets';

  constructor() {
    super(`${MOST_PREVIOUS} earlier secrets of the source are still live`);
  }
}

/** Every text that is no date of an end, live or not. */
export function heldSecrets(held: SigningSecrets): HeldSecret[] {
  return Object.entries(held)
    .filter(([name]) => !(name.endsWith(UNTIL) && Object.hasOwn(held, name.slice(0, -UNTIL.length))))
    .map(([name, secret]) => {
      const until = held[`${name}${UNTIL}`];
      // An end that can't be read is one that has passed: better refused than accepted for ever.
      return until === undefined ? { name, secret } : { name, secret, until: Date.parse(until) || 0 };
    });
}

export const isLive = ({ until }: Pick<HeldSecret, 'until'>, nowInMs: number) => until === undefined || nowInMs < until;

/**
 * The fresh secret becomes `current`. What was live before it stays so for the overlap at most; with none, all end now.
 * @throws TooManySecretsError
 */
export function rotate(held: SigningSecrets, fresh: string, nowInMs: number, overlapInHours: number): SigningSecrets {
  const end = nowInMs + overlapInHours * HOUR_IN_MS;
  const replaced = heldSecrets(held).filter((secret) => REPLACED.test(secret.name) && isLive(secret, nowInMs));
  const previous = overlapInHours === 0 ? [] : replaced.sort((a, b) => (b.until ?? end) - (a.until ?? end));
  if (previous.length > MOST_PREVIOUS) throw new TooManySecretsError();
  const rotated: SigningSecrets = { current: fresh };
  previous.forEach(({ secret, until = end }, place) => {
    const name = place === 0 ? 'previous' : `previous${place + 1}`;
    rotated[name] = secret;
    rotated[`${name}${UNTIL}`] = new Date(until).toISOString();
  });
  return rotated;
}
