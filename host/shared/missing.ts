/** Describes what X left out of an otherwise successful answer. */
import type { Answer } from '../../api/client/call';
import { partialProblems, type Problem } from '../../api/errors/problem';

const MOST = 10;

/** What a problem refers to, as far as X says. */
const nameOf = ({ resourceId, parameter, detail, title }: Problem): string => {
	const what = [parameter, resourceId].filter(Boolean).join(' ');
	const why = detail || title;
	return what && !why.includes(resourceId ?? what) ? `${what} (${why})` : why;
};

/**
 * The errors that came with the data of these answers, without duplicates; undefined if there are none.
 * @param known IDs whose absence is reported elsewhere
 */
export function missingNote(answers: readonly Answer[], known: readonly string[] = []): string | undefined {
	const told = new Set(known.map((id) => id.replace(/^@/, '').toLowerCase()));
	const problems = answers
		.flatMap(partialProblems)
		.filter(({ resourceId }) => resourceId === undefined || !told.has(resourceId.toLowerCase()));
	const names = [...new Set(problems.map(nameOf))];
	if (names.length === 0) return undefined;
	const shown = names.slice(0, MOST).map((name) => name.replace(/\.$/, ''));
	return `X left out ${names.length === 1 ? 'something that belongs' : `${names.length} things that belong`} to this: ${shown.join('; ')}${names.length > shown.length ? '; …' : ''}.`;
}
