import * as z from 'zod';
import { operatorNamed } from '../../domain/audit/audit.ts';
import { UnreadableMemberError } from '../../domain/company/team.ts';
import { decomposedForm, halfCharacterIn } from '../../domain/names/canonical-id.ts';
import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import { log } from '../runtime/log.ts';
import { UnreadableRecordError } from '../store/record.ts';
import { nothing, type Operation, type Tools } from './operation.ts';
import { type OperationName, operations } from './operations.ts';
import { OperatorError } from './operator-error.ts';
import { packed } from './packed-answer.ts';

/**
 * How an operation ended; a failure nobody foresaw is Lambda's own kind of answer. A large result comes as packed JSON.
 */
export type OperateAnswer =
  | { result: unknown }
  | { packedResult: string }
  | { refusal: Pick<OperatorError, 'code' | 'what' | 'why' | 'mend'> };

const LONGEST_NAME = 200;
const requestSchema = z.looseObject({
  command: z.enum(Object.keys(operations) as OperationName[]),
  /** The name that whoever asks is signed in under on their machine. */
  operator: z.string().min(1).max(LONGEST_NAME).optional(),
});

export async function answerRequest(event: unknown, tools: Tools): Promise<OperateAnswer> {
  try {
    const { command, operator, ...request } = namesOperation(event) ? event : parseRequest(requestSchema, event);
    log('info', 'operate', { command });
    refuseHalfCharacters(command, request);
    const { request: schema, run } = (await operations[command]()) as Operation<z.ZodType, unknown>;
    const asked = isAllItAsks(schema, request) ? request : parseRequest(schema, request);
    const itsTools = { ...tools, operator: operatorNamed(operator) };
    return fitting(await run(await atItsAccount(asked, tools), itsTools));
  } catch (cause) {
    const error = refusalOf(cause);
    if (!(error instanceof OperatorError)) throw error;
    const { code, what, why, mend } = error;
    log('warn', 'refused', { code });
    return { refusal: { code, what, why, mend } };
  }
}

/** What is longer is packed: it takes longer to hand over than to pack. */
const MOST_CHARACTERS_UNPACKED = 100_000;
/** Lambda takes no more than 6 MB, and says of a larger answer only that it is too large. */
const MOST_BYTES_OF_AN_ANSWER = 6_000_000;

function fitting(result: unknown): OperateAnswer {
  const text = JSON.stringify(result) ?? '';
  if (text.length <= MOST_CHARACTERS_UNPACKED) return { result };
  const packedResult = packed(text);
  if (packedResult.length < MOST_BYTES_OF_AN_ANSWER) return { packedResult };
  throw new OperatorError(
    'answer-too-large',
    "The answer can't be shown.",
    'It is larger than the 6 MB that Lambda hands over at once, packed as it is. What was asked for was done.',
    'Ask for less: one account, one kind, one source.',
  );
}

/** An account that an earlier release stored under another form of its id is found all the same. */
async function atItsAccount(request: unknown, { directory }: Pick<Tools, 'directory'>): Promise<unknown> {
  const { account } = request as { account?: unknown };
  if (typeof account !== 'string' || decomposedForm(account) === undefined) return request;
  return { ...(request as object), account: await directory.accountAsStored(account) };
}

function refusalOf(cause: unknown): unknown {
  if (cause instanceof UnreadablePlaybookError) return unreadable(cause);
  if (!(cause instanceof UnreadableRecordError || cause instanceof UnreadableMemberError)) return cause;
  return new OperatorError(
    cause.code,
    'Nothing was done.',
    `What is stored can't be read: ${cause.message}.`,
    'See which rows are meant, and what to do: sakimawari doctor',
    { cause },
  );
}

function unreadable(cause: UnreadablePlaybookError): OperatorError {
  return new OperatorError(
    cause.code,
    'Nothing was done.',
    `${cause.message}.`,
    'Push the playbook anew (sakimawari playbook push FILE), or deploy the release that wrote it.',
    { cause },
  );
}

/** These look at each of their rows, of which one may be bad. */
const READ_ROW_BY_ROW: OperationName[] = ['import-rows', 'store-events'];

function refuseHalfCharacters(command: OperationName, request: unknown): void {
  if (READ_ROW_BY_ROW.includes(command)) return;
  const path = halfCharacterIn(request);
  if (path === undefined) return;
  throw new OperatorError(
    'half-a-character',
    'Nothing was done.',
    `${path.join('.') || 'The request'} holds half a character (an unpaired surrogate).`,
    'Write it as UTF-8 anew.',
  );
}

/** Otherwise the schema says what is wrong: to load zod takes longer than what many a command does. */
function namesOperation(event: unknown): event is { command: OperationName; operator?: string } {
  const { command, operator } = Object(event) as { command?: unknown; operator?: unknown };
  return (
    typeof command === 'string' &&
    Object.hasOwn(operations, command) &&
    (operator === undefined || (typeof operator === 'string' && isShort(operator)))
  );
}

const isShort = (name: string) => name.length > 0 && name.length <= LONGEST_NAME;

const isAllItAsks = (schema: z.ZodType, request: object) => schema === nothing && Object.keys(request).length === 0;

function parseRequest<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new OperatorError(
    'bad-request',
    'Nothing was done.',
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'The request'}: ${issue.message}.`).join(' '),
    'Check the values given. If they are right, the command and the installation are of different versions.',
  );
}
