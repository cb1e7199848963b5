import { startLocalAws } from '../../test/support/ministack.ts';
import { createTables } from '../../test/support/tables.ts';

export type LocalTables = Awaited<ReturnType<typeof createTables>> & { endpoint: string };

/** Measures on a local AWS of its own with empty tables, and stops it whatever comes of that. */
export async function withTables<Measured>(
  progress: (what: string) => void,
  measure: (tables: LocalTables) => Promise<Measured>,
): Promise<Measured> {
  progress('starting the local AWS');
  const { endpoints, stop } = await startLocalAws(1);
  const endpoint = endpoints[0] as string;
  process.env.SAKIMAWARI_TEST_AWS_ENDPOINT = endpoint;
  try {
    return await measure({ ...(await createTables()), endpoint });
  } finally {
    await stop();
  }
}
