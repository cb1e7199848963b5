import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Somebody else wrote first: what stands is not what the write was made for. */
export const hasLost = (error: unknown) => error instanceof ConditionalCheckFailedException;
