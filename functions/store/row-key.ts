import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * Both parts of a row's key as one text. Ids may hold whatever would separate the parts, so the length of the first
 * says where it ends: two rows never have the same text.
 */
export const rowKey = (pk: string | undefined, sk: string | undefined) => `${pk?.length} ${pk}${sk}`;

export const rowKeyOf = ({ pk, sk }: Record<string, AttributeValue>) => rowKey(pk?.S, sk?.S);
