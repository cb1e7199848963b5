/** Events that the product has words and signals of its own for, by the names that a playbook gives them. */
export const LOGIN = 'login';
/** The survey that asks whether somebody would recommend us. */
export const NPS_ANSWERED = 'nps.answered';
