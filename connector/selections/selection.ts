/** What can be requested of X's objects, as the panel offers it. */
export interface Selection {
	/** X's query parameter. */
	parameter: string;
	/** Name of the n8n parameter in the Fields collection. */
	name: string;
	displayName: string;
	description: string;
	values: readonly string[];
	/** Requested when nothing is chosen: for the simplified output and for the full one. */
	simplified: readonly string[];
	full: readonly string[];
	/** Always requested: the engine identifies objects by it. */
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
	description: 'Related objects to include. X may bill each user or post as a read.',
	values,
	simplified,
	full,
});

/** A post's author is a short profile, not all ten fields of a user that was requested itself. */
export const authorOf = (selection: Selection): Selection => ({ ...selection, simplified: [] });

/** The fields of a small kind, all of them requested for either output. */
export const whole = (
	parameter: string,
	name: string,
	displayName: string,
	description: string,
	values: readonly string[],
): readonly Selection[] => [{ parameter, name, displayName, description, values, simplified: values, full: values }];
