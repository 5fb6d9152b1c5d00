/** Describes what X left out of an otherwise successful answer: for runs, polls, deliveries and streams. */
import type { Answer } from '../../api/client/call';
import { partialProblems, type Problem } from '../../api/errors/problem';
import type { XObject } from '../../api/objects/includes';

const MOST = 10;

/** What a problem refers to, as far as X says. */
function nameOf({ resourceId, parameter, detail, title }: Problem): string {
	const what = [parameter, resourceId].filter(Boolean).join(' ');
	const why = (detail || title).replace(/\.$/, '');
	return what && !why.includes(resourceId ?? what) ? `${what} (${why})` : why;
}

const namesOf = (problems: readonly Problem[]): string[] => [...new Set(problems.map(nameOf))];

const NONE: ReadonlySet<string> = new Set();
/** Made once for all items of a run: each of thousands of items would go over the keys of all others. */
export const toldOf = (keys: Iterable<string>): ReadonlySet<string> =>
	new Set([...keys].map((key) => key.replace(/^@/, '').toLowerCase()));

/**
 * The errors that came with the data of these answers, without duplicates; undefined if there are none.
 * @param told IDs whose absence is reported elsewhere (see {@link toldOf})
 */
export function missingNote(answers: readonly Answer[], told: ReadonlySet<string> = NONE): string | undefined {
	const problems = answers
		.flatMap(partialProblems)
		.filter(({ resourceId }) => resourceId === undefined || !told.has(resourceId.toLowerCase()));
	return noteOf(problems);
}

export function noteOf(problems: readonly Problem[]): string | undefined {
	const names = namesOf(problems);
	if (names.length === 0) return undefined;
	const shown = names.slice(0, MOST);
	return `X left out ${names.length === 1 ? 'something that belongs' : `${names.length} things that belong`} to this: ${shown.join('; ')}${names.length > shown.length ? '; …' : ''}.`;
}

/** Whether an object or anything in it is, or refers to, what the problem is about. */
export const concerns = ({ resourceId }: Problem, value: unknown): boolean =>
	resourceId !== undefined && mentions(value, resourceId.toLowerCase());

function mentions(value: unknown, id: string): boolean {
	if (typeof value === 'string') return value.toLowerCase() === id;
	return typeof value === 'object' && value !== null && Object.values(value).some((each) => mentions(each, id));
}

/** Member of a trigger's item that names what X left out of it: triggers have no hints. */
export const LEFT_OUT = 'x_left_out';

/** The items, each with what X left out of its object; what belongs to none of them stands with the last one. */
export function withLeftOut<Item extends object>(
	items: readonly Item[],
	objects: readonly XObject[],
	problems: readonly Problem[],
): Item[] {
	if (problems.length === 0) return [...items];
	const placed = new Set<Problem>();
	const own = objects.map((object) => problems.filter((problem) => concerns(problem, object) && placed.add(problem)));
	const others = problems.filter((problem) => !placed.has(problem));
	return items.map((item, i) => {
		const names = namesOf([...(own[i] ?? []), ...(i === items.length - 1 ? others : [])]);
		return names.length > 0 ? { ...item, [LEFT_OUT]: names } : item;
	});
}
