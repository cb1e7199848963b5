import { ASSIGNED_INDEX } from '../keys.ts';

/** A query of all rows under one key of the index `assigned`. */
export const underAssignee = (key: string) => ({
  IndexName: ASSIGNED_INDEX,
  KeyConditionExpression: 'assignee = :assignee',
  ExpressionAttributeValues: { ':assignee': { S: key } },
});

/** Of these, what is dated no earlier. */
export function underAssigneeSince(key: string, since: string) {
  const { IndexName, KeyConditionExpression, ExpressionAttributeValues } = underAssignee(key);
  return {
    IndexName,
    KeyConditionExpression: `${KeyConditionExpression} AND dueBy >= :since`,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':since': { S: since } },
  };
}

/** Of these, what is dated no later. */
export function underAssigneeUntil(key: string, until: string) {
  const { IndexName, KeyConditionExpression, ExpressionAttributeValues } = underAssignee(key);
  return {
    IndexName,
    KeyConditionExpression: `${KeyConditionExpression} AND dueBy <= :until`,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':until': { S: until } },
  };
}
