import type { ActivityAnswer } from '../../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../../domain/answers/cs-score.ts';
import type { MailRating } from '../../../domain/answers/mail-rating.ts';
import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import type { GoalProposal } from '../../../domain/customer-page/goal-proposal.ts';
import type { Invitation } from '../../../domain/customer-page/invitation.ts';
import type { OptOut } from '../../../domain/mail/mail-kinds.ts';
import { StoredRecord } from '../record.ts';

/** What a contact answered to one survey. */
export const surveyRecord = new StoredRecord<SurveyAnswers>({ name: 'survey-answers' });
/** What a customer said of one mail. */
export const mailFeedbackRecord = new StoredRecord<MailRating>({ name: 'mail-feedback' });
/** What a customer said of something that we did for them. */
export const activityAnswerRecord = new StoredRecord<ActivityAnswer>({ name: 'activity-answer' });
/** How likely they are to recommend us for it. */
export const csScoreRecord = new StoredRecord<CsScore>({ name: 'cs-score' });
/** The kinds of mail that a contact does not want. */
export const optOutRecord = new StoredRecord<OptOut>({ name: 'opt-out' });
/** The same by address, for every contact that has it. */
export const addressOptOutRecord = new StoredRecord<Pick<OptOut, 'kinds' | 'at'>>({ name: 'address-opt-out' });
/** Who may open a page of their own. */
export const invitationRecord = new StoredRecord<Invitation>({ name: 'invitation' });
/** What they wrote there. */
export const customerCommentRecord = new StoredRecord<CustomerComment>({ name: 'customer-comment' });
/** The goal that is proposed to the customer, or was agreed on. */
export const goalProposalRecord = new StoredRecord<GoalProposal>({ name: 'goal-proposal' });
