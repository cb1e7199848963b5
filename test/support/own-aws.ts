const endpoints = process.env.SAKIMAWARI_TEST_AWS_ENDPOINTS?.split(' ') ?? [];

/** The local AWS of this worker: Vitest numbers the workers that run at once from 1. */
process.env.SAKIMAWARI_TEST_AWS_ENDPOINT = endpoints[Number(process.env.VITEST_POOL_ID) - 1];
