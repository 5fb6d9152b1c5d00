/** Options of the X Trigger besides its events, one row each, like the fields of an operation. */
import { field, fields } from '../types';

/** Default maximum number of events per poll. */
export const MOST_EVENTS = 500;

export const maxEvents = field({
	name: 'maxEvents',
	displayName: 'Max Events per Poll',
	kind: 'number',
	min: 1,
	default: MOST_EVENTS,
	description: 'The oldest come first. The rest follow with the next polls.',
});

export const newestAtStart = field({
	name: 'atStart',
	displayName: 'Newest at Start',
	kind: 'number',
	min: 0,
	default: 0,
	description: 'How many of the newest objects to start the workflow with when it is first activated. Usually none.',
});

/** For events that may have to read far to determine what is new. */
export const maxCost = field({
	name: 'maxCost',
	displayName: 'Max Cost per Poll (USD)',
	kind: 'number',
	min: 1,
	default: 1,
	description:
		'How much a poll may spend to find out what is new, by the list price. The next poll continues where this one stopped.',
});

export const pollOptions = fields([maxCost, maxEvents, newestAtStart]);

export const pollOutput = field({
	name: 'output',
	displayName: 'Output',
	kind: 'choice',
	front: true,
	default: 'simplified',
	choices: [
		{ name: 'Full', value: 'full', description: 'Every requested field, with included objects joined in' },
		{ name: 'Simplified', value: 'simplified', description: 'The fields most workflows need' },
	],
});
