/** Logging belongs to the work and is done; only the report of the bench stays free of it. */
export async function quietly<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
