/** A rule of the filtered stream, as it is written and narrowed by filters. */
import { text } from '../../api/json/members';
import { InputError } from '../../api/errors/errors';
import type { Preview, Values } from '../types';
import { buildQuery, namesMe } from './build';
import { checkForm, checkQuery, LONGEST, withinLength } from './check';

interface WrittenRule {
	value?: string;
	filters?: Values;
}

/** The rule as X receives it. @throws InputError for what X would refuse */
export function ruleText({ value = '', filters = {} }: WrittenRule): string {
	checkQuery(value, filters, 'rule', 'Rule');
	checkForm(value, filters);
	if (namesMe(filters))
		throw new InputError(
			"'Me' is not available in a rule",
			'The stream belongs to an app. Enter the @handle of the account.',
		);
	return withinLength(
		buildQuery(value, filters),
		LONGEST.rule,
		'Remove words or accounts, or use two rules: a post has to match one of them.',
	);
}

/** The rule as far as it is known before a run. */
export const previewRule = ({ value, filters }: Values): Preview => ({
	text: buildQuery(text(value) ?? '', (filters ?? {}) as Values),
	longest: LONGEST.rule,
});
