import { type Csm, csmSchema } from '../../domain/account/account.ts';
import { proposedId } from '../../domain/company/proposed-id.ts';
import { presentOn } from '../../domain/company/team.ts';
import { mergeFacts, type RowFacts } from '../../domain/import/facts.ts';
import { PEOPLE_PAGE, pageOfPerson } from '../../domain/links/team-pages.ts';
import { canonicalId } from '../../domain/names/canonical-id.ts';
import { membersAt } from '../../domain/sign-in/identity-provider.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { shorten } from '../mail/layout/plain-text.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import {
  type FactsFilledIn,
  factsIn,
  filledWith,
  leavingIn,
  type PersonDrawing,
} from '../team-pages/person/person-form.ts';
import {
  changedMeanwhile,
  complaint,
  newPersonPage,
  personPage,
  type SentBack,
} from '../team-pages/person/person-page.ts';
import { personWords } from '../team-pages/person/words/words.ts';
import { changeMember, type MemberResult } from '../work/change-member.ts';
import { type ActAnswer, type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

const MOST_CHARACTERS_OF_A_NAME = 80;

/** Adds somebody to the team. Fields: `id`, or where it is empty one is made out of the name; and the facts by their names. */
export const addPerson: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const drawing = await drawingOf(request, tools);
  const { members, locale } = drawing;
  const say = personWords(locale);
  const filledIn = factsIn(form, undefined, drawing);
  const facts = withoutUnknown(filledIn.facts);
  const id = canonicalId(wholeTextIn(form, 'id')) || idFor(facts, members);
  const sendBack = (notice: Pick<SentBack, 'notice' | 'status'>, wrong: ReadonlyMap<string, string> = new Map()) =>
    newPersonPage(drawing, { form, wrong, of: 'person', ...notice });
  if (filledIn.unknown.length > 0)
    return sendBack(complaint(say.wrong.nobody, drawing), namesUnknown(filledIn, drawing));
  const asked = { id, facts, seen: undefined, person: reader.member.id, members };
  const result = await changeMember(tools, asked);
  if ('problems' in result) return sendBack(...wrongIn(result, drawing));
  if ('stands' in result) {
    form.set('id', id);
    return sendBack(
      complaint(say.taken(nameOf(result.stands)), drawing),
      new Map([['id', say.taken(nameOf(result.stands))]]),
    );
  }
  if ('refused' in result) return sendBack(complaint(say.refused[result.refused], drawing));
  const name = nameOf(result.saved);
  const undo = result.made === undefined ? [] : [{ member: id, ...result.made, name }];
  const left = sharedAddress(result.saved, drawing);
  return backWithNotice(backTo(request, PEOPLE_PAGE), tools, { text: say.add.told(name), left, undo });
};

/** Changes what is known of somebody. Fields: `member`, `seen`: what was known as the form was drawn, and the facts. */
export const changePerson: TakeTeamAct = async (request, tools) => {
  const drawing = await drawingOf(request, tools);
  const say = personWords(drawing.locale);
  const filledIn = factsIn(request.form, seenIn(request.form), drawing);
  return change(request, tools, drawing, {
    ...{ of: 'person', filledIn },
    told: ({ saved, made }) => (made === undefined ? say.same(nameOf(saved)) : say.saved(nameOf(saved))),
  });
};

/** Somebody leaves the team. Fields: `member`, `seen`, `lastDay`, and if wanted `successor`. */
export const enterLastDay: TakeTeamAct = async (request, tools) => {
  const drawing = await drawingOf(request, tools);
  const filledIn = leavingIn(request.form, seenIn(request.form), drawing);
  return change(request, tools, drawing, {
    ...{ of: 'leaving', filledIn },
    told: ({ saved }) => personWords(drawing.locale).leave.told(nameOf(saved), addDays(saved.leftOn as Day, -1)),
  });
};

/** Somebody stays, or is back. Fields: `member`, `seen`. */
export const comeBack: TakeTeamAct = async (request, tools) => {
  const drawing = await drawingOf(request, tools);
  return change(request, tools, drawing, {
    ...{ of: 'leaving', filledIn: { facts: { leftOn: null, successor: null }, unknown: [] } },
    told: ({ saved }) => personWords(drawing.locale).comeBack.told(nameOf(saved)),
  });
};

/** What is to be known of somebody, and how it is told. */
interface Change {
  of: SentBack['of'];
  filledIn: FactsFilledIn;
  told(result: Extract<MemberResult, { saved: unknown }>): string;
}

async function change(
  request: ActRequest,
  tools: TeamActTools,
  drawing: PersonDrawing,
  { of, filledIn, told }: Change,
): Promise<ActAnswer> {
  const { form, reader } = request;
  const { members } = drawing;
  const say = personWords(drawing.locale);
  const id = form.get('member') ?? '';
  const seen = seenIn(form);
  const stands = members.find((member) => member.id === id);
  if (stands === undefined) return notFoundPage(reader);
  const sendBack = (
    notice: Pick<SentBack, 'notice' | 'status'>,
    wrong: ReadonlyMap<string, string> = new Map(),
    [member, filled]: [Csm, URLSearchParams] = [seen ?? stands, form],
  ) => personPage(member, drawing, { form: filled, wrong, of, ...notice });
  if (filledIn.unknown.length > 0)
    return sendBack(complaint(say.wrong.nobody, drawing), namesUnknown(filledIn, drawing));
  const facts = onlyChanged(filledIn.facts, seen);
  const result = await changeMember(tools, { id, facts, seen, person: reader.member.id, members });
  if ('problems' in result) return sendBack(...wrongIn(result, drawing));
  if ('refused' in result) return sendBack(complaint(say.refused[result.refused], drawing));
  if ('stands' in result) {
    const filled = withTyped(result.stands, form, facts, drawing);
    const changes = await tools.audit.ofMember(id, tools.now());
    const meanwhile = { seen: seen ?? result.stands, stands: result.stands, changes, timeZone: tools.company.timeZone };
    return sendBack(changedMeanwhile(meanwhile, drawing), new Map(), [result.stands, filled]);
  }
  const name = nameOf(result.saved);
  const undo = result.made === undefined ? [] : [{ member: id, ...result.made, name }];
  const left = sharedAddress(result.saved, drawing);
  return backWithNotice(backTo(request, pageOfPerson(id)), tools, { text: told(result), left, undo });
}

async function drawingOf(
  { reader, formOf }: ActRequest,
  { records, chatPlaces, clock, now }: TeamActTools,
): Promise<PersonDrawing> {
  const facts = { members: await records.members(), places: chatPlaces, today: clock.dayOf(now()) };
  return { ...facts, form: formOf, locale: reader.locale };
}

/** As the form says that it was; nothing where it says nothing that can be read. */
function seenIn(form: URLSearchParams): Csm | undefined {
  try {
    const seen: unknown = JSON.parse(form.get('seen') ?? '');
    return csmSchema.safeParse(seen).success ? (seen as Csm) : undefined;
  } catch {
    return undefined;
  }
}

/** What the form says otherwise than it said as it was drawn: of the rest nobody says anything. */
const onlyChanged = (facts: RowFacts, seen: object | undefined): RowFacts =>
  Object.fromEntries(
    Object.entries(facts).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify((seen as RowFacts | undefined)?.[name] ?? null),
    ),
  );

const withoutUnknown = (facts: RowFacts): RowFacts => onlyChanged(facts, {});

/** Whoever is in the team already just as the form says is meant, and not added again. */
function idFor(facts: RowFacts, members: readonly Csm[]): string {
  const read = mergeFacts('csms', undefined, { ...facts, id: 'new' }, 0);
  if ('problems' in read) return 'new';
  const { name, email } = read.facts;
  const same = membersAt([...members], email).find((member) => member.name === name);
  return same?.id ?? proposedId({ name, email }, (id) => members.some((member) => member.id === id));
}

/** What stands, with what somebody else wants in the place of it. */
function withTyped(stands: Csm, form: URLSearchParams, facts: RowFacts, drawing: PersonDrawing): URLSearchParams {
  const filled = filledWith(stands, drawing);
  for (const name of Object.keys(facts)) {
    filled.delete(name);
    for (const value of form.getAll(name)) filled.append(name, value);
  }
  const lastDay = form.get('lastDay');
  if (lastDay !== null) filled.set('lastDay', lastDay);
  return filled;
}

function wrongIn(
  { problems }: Extract<MemberResult, { problems: unknown }>,
  drawing: PersonDrawing,
): [Pick<SentBack, 'notice' | 'status'>, ReadonlyMap<string, string>] {
  const { wrong } = personWords(drawing.locale);
  const said = problems.map(({ column }) => [column, wrong[column as keyof Csm]] as const);
  return [complaint([...new Set(said.map(([, text]) => text))].join(' '), drawing), new Map(said)];
}

const namesUnknown = ({ unknown }: FactsFilledIn, { locale }: PersonDrawing): ReadonlyMap<string, string> => {
  const { wrong } = personWords(locale);
  return new Map(unknown.map((fact) => [fact, fact === 'leftOn' ? wrong.leftOn : wrong.nobody]));
};

/** Who reads what comes there, and whom a customer answers, nobody could say. */
function sharedAddress({ id, email }: Csm, { members, locale, today }: PersonDrawing): string[] {
  const others = membersAt(presentOn(members, today), email).filter((member) => member.id !== id);
  return others.length === 0 ? [] : [personWords(locale).sameAddress(others.map(nameOf))];
}

const nameOf = ({ name }: Csm) => shorten(name, MOST_CHARACTERS_OF_A_NAME);

/** Leads to another page than the form was on. */
function backTo({ reader, form }: ActRequest, page: string): Pick<ActRequest, 'reader' | 'form'> {
  const changed = new URLSearchParams(form);
  changed.set('back', page);
  return { reader, form: changed };
}
