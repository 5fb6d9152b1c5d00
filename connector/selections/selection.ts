/** What of X's objects can be asked for, as the panel offers it. */
export interface Selection {
	/** Query parameter of X. */
	parameter: string;
	/** Name of the n8n parameter in the Fields collection. */
	name: string;
	displayName: string;
	description: string;
	values: readonly string[];
	/** Asked for when nothing is chosen: for the simplified output, and for the full one. */
	simplified: readonly string[];
	full: readonly string[];
	/** Asked for whatever is chosen: the engine tells objects apart by it. */
	always?: readonly string[];
}

export const include = (
	values: readonly string[],
	simplified: readonly string[],
	full: readonly string[],
): Selection => ({
	parameter: 'expansions',
	name: 'include',
	displayName: 'Include',
	description: 'Related objects to include. X may bill each included user or post as a read.',
	values,
	simplified,
	full,
});

/** An author of a post is a profile in small, not the ten fields of a user that was asked for. */
export const authorOf = (selection: Selection): Selection => ({ ...selection, simplified: [] });

/** The fields of a small kind, all of them asked for either way. */
export const whole = (
	parameter: string,
	name: string,
	displayName: string,
	description: string,
	values: readonly string[],
): readonly Selection[] => [{ parameter, name, displayName, description, values, simplified: values, full: values }];
