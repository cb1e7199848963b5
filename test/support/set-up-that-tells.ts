/**
 * A global set-up that says why it failed. With its cache of modules vitest prints an error of its own instead:
 * `findings/vitest-cached-set-up-errors.sh`.
 */
export function setUpThatTells<Given extends unknown[], TearDown>(
  setUp: (...given: Given) => Promise<TearDown>,
): (...given: Given) => Promise<TearDown> {
  return async (...given) => {
    try {
      return await setUp(...given);
    } catch (error) {
      console.error(error);
      throw error;
    }
  };
}
