/** What of an account's way as a customer somebody gives a reason for. A win-back is a customer who had left. */
export const reasonedMovements = ['churn', 'contraction', 'expansion', 'win-back'] as const;
export type ReasonedMovement = (typeof reasonedMovements)[number];
