/** Marks the place of the choices in a customer mail's Markdown: a character that no text has. */
export const CHOICES = '\ue000';
