/** A problem that the user can fix: reported in one line, without a stack trace. */
export class Problem extends Error {
	name = 'Problem';
}
