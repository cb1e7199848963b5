/** On everything of a stage that takes tags: by it the bill is told apart, and a budget of the stage counts. */
export const STAGE_TAG = 'sakimawari-stage';
