import pMap from 'p-map';
import type { Sender } from '../../../../domain/sources/sender.ts';
import { heldSecrets, isLive } from '../../../../domain/sources/signing-secrets.ts';
import type { SourceRegistration } from '../../../store/sources/registration-record.ts';
import type { SourceKey } from '../../../store/sources/source-registry.ts';
import { decodeSecret } from '../../../store/sources/source-secrets.ts';
import { nothing, operation, type Tools, todayOf } from '../../operation.ts';

const SOURCES_IN_FLIGHT = 8;

/** Every source with what it may sign with and which keys it has; never a secret or a key itself. */
export const listSources = operation(nothing, async (_request, tools) => {
  const [names, registrations, pulses] = await Promise.all([
    tools.readSourceNames(),
    tools.registry.list(),
    tools.readSourcePulses(todayOf(tools)),
  ]);
  const registrationOf = new Map(registrations.map((registration) => [registration.name, registration]));
  const lastEventOf = new Map(pulses.map(({ source, days }) => [source, days.at(-1)?.last]));
  return {
    rows: await pMap(
      names,
      async (name) => {
        const { addedAt, disabledAt, sender }: Partial<SourceRegistration> = registrationOf.get(name) ?? {};
        const lastEvent = lastEventOf.get(name);
        return {
          name,
          /** Whose system it is, where it is another company's. */
          vendor: sender?.vendor ?? null,
          from: addedAt === undefined ? ('configuration' as const) : ('command' as const),
          addedAt: addedAt ?? null,
          disabledAt: disabledAt ?? null,
          /** When the latest event of the last weeks happened, by its own time. */
          lastEventAt: lastEvent === undefined ? null : new Date(lastEvent).toISOString(),
          secrets: await liveSecretsOf(name, sender, tools),
          keys: (await tools.registry.keysOf(name)).filter((key) => !hasEnded(key, tools.now())).map(rowOfKey),
        };
      },
      { concurrency: SOURCES_IN_FLIGHT },
    ),
  };
});

async function liveSecretsOf(source: string, sender: Sender | undefined, { sourceSecrets, registry, now }: Tools) {
  const held = await sourceSecrets.read(source);
  const live = heldSecrets(held?.secrets ?? {}).flatMap((one) => {
    const bytes = decodeSecret(one.secret, sender);
    return bytes !== undefined && isLive(one, now()) ? [{ ...one, bytes }] : [];
  });
  const uses = await registry.usesOf(
    source,
    live.map(({ bytes }) => bytes),
  );
  return live.map(({ name, until, bytes }) => ({
    name,
    until: until === undefined ? null : new Date(until).toISOString(),
    usedAt: uses.get(bytes) ?? null,
  }));
}

const hasEnded = ({ expiresAt }: SourceKey, nowInMs: number) => expiresAt !== undefined && expiresAt * 1000 <= nowInMs;

function rowOfKey({ id, kind, hint, createdAt, expiresAt, usedAt, usedInPageAt, rights }: SourceKey) {
  return {
    id,
    kind,
    hint,
    createdAt,
    until: expiresAt === undefined ? null : new Date(expiresAt * 1000).toISOString(),
    usedAt: usedAt ?? null,
    usedInPageAt: usedInPageAt ?? null,
    /** What a write key may tell; other kinds have nothing to choose. */
    rights: kind === 'write' ? rights : null,
  };
}
