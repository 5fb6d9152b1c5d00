/** The tables of docs/triggers.md, from the rows of the triggers; the prose between them is written by hand. Pure. */
import { usd } from '../../api/money/usd';
import { RESOURCES, type Field, type Operation } from '../../connector';
import {
	ACTIVITY_EVENTS,
	NEWS,
	priceOf,
	type ActivityEvent,
} from '../../connector/resources/activity-subscription/events';
import { TRIGGER_EVENTS, type TriggerEvent } from '../../connector/triggers';
import { costOf } from '../../connector/triggers/cost';
import { activityFields, activityOptions } from '../../connector/triggers/activity';
import { pollOptions, pollOutput } from '../../connector/triggers/options';
import { streamOptions, streamRules } from '../../connector/triggers/stream';
import { fieldRows } from './fields';
import { code, link, list, table, text } from './markdown';

const byName = (a: { displayName: string }, b: { displayName: string }): number =>
	a.displayName < b.displayName ? -1 : 1;

/** The operation that an event polls, with a link to what the reference says of it. */
function readBy(source: Operation): string {
	const resource = RESOURCES.find(({ operations }) => operations.includes(source));
	if (!resource) return code(source.endpoint);
	const name = `${resource.displayName}: ${source.displayName}`;
	return link(name, name).replace('](', '](operations.md');
}

const UNKNOWN = "not in X's price list";

function eachCosts(event: TriggerEvent): string {
	const { each, poll, watched, member, isUnknown } = costOf(event);
	if (isUnknown) return UNKNOWN;
	if (poll !== undefined) return `none; each poll costs ${usd(poll)}`;
	if (watched !== undefined) return `none; each ${event.source.returns} it watches costs ${usd(watched)} once a day`;
	return member === undefined ? usd(each) : `${usd(each)}, and ${usd(member)} for each one in the list`;
}

/** By the list price. */
function restingCosts(event: TriggerEvent): string {
	const { resting, isUnknown, poll, watched } = costOf(event);
	if (isUnknown) return UNKNOWN;
	if (poll !== undefined) return 'each poll';
	return watched === undefined ? usd(resting) : 'what it watches';
}

const eventTable = (): string =>
	table(
		[
			'Event',
			'Starts the workflow',
			'Reads',
			'Something is new when',
			'Credentials',
			'A day without new ones costs',
			'Each new one costs',
		],
		[...TRIGGER_EVENTS]
			.sort(byName)
			.map((event) => [
				event.displayName,
				text(event.description).replace(/^When/, 'when'),
				readBy(event.source),
				event.findNew.tellsBy,
				[event.source.access.user ? 'OAuth2' : [], event.source.access.app ? 'Bearer token' : []].flat().join(', '),
				restingCosts(event),
				eachCosts(event),
			]),
	);

/** Fields that events share are listed once, with the events that have them. */
function filterTable(): string {
	const rows = new Map<string, { row: string[]; events: string[] }>();
	for (const event of [...TRIGGER_EVENTS].sort(byName)) {
		for (const row of fieldTable(event.fields)) {
			const known = rows.get(row.join()) ?? { row, events: [] };
			known.events.push(event.displayName);
			rows.set(row.join(), known);
		}
	}
	return table(
		['Field', 'Takes', 'What it is', 'Events'],
		[...rows.values()].map(({ row, events }) => [...row, list(events)]),
	);
}

/** Without the column that says where a value goes in a request. */
const fieldTable = (fields: readonly Field[]): string[][] =>
	fieldRows(fields).map(([name, takes, , what]) => [name, takes, what]);

const optionTable = (...fields: Field[]): string => table(['Field', 'Takes', 'What it is'], fieldTable(fields));

function whoseOf({ value, scope }: ActivityEvent): string {
	if (value === NEWS) return 'a keyword';
	return scope ? 'the connected account' : 'any account';
}

function deliveryCosts(event: ActivityEvent): string {
	const usd = priceOf(event);
	if (usd === undefined) return UNKNOWN;
	return usd === 0 ? 'free' : `${usd} USD`;
}

const activityTable = (): string =>
	table(
		['Event', 'When', "X's name", 'Of', 'Scope', 'Each costs'],
		ACTIVITY_EVENTS.map((event) => [
			event.name,
			`When ${event.mine}`,
			code(event.value),
			whoseOf(event),
			event.scope ? code(event.scope) : '',
			deliveryCosts(event),
		]),
	);

const TABLES: Readonly<Record<string, () => string>> = {
	'X Trigger: events': eventTable,
	'X Trigger: fields of events': filterTable,
	'X Trigger: options': () => optionTable(pollOutput, ...pollOptions),
	'X Activity Trigger: events': activityTable,
	// The events have a table of their own.
	'X Activity Trigger: fields': () =>
		optionTable(...activityFields.filter(({ name }) => name !== 'events'), ...activityOptions),
	'X Stream Trigger: fields': () => optionTable(streamRules, ...streamOptions),
};

export const TABLE_NAMES = Object.keys(TABLES);

const PLACE = /<!-- table: (.+?) -->\n[\s\S]*?<!-- \/table -->/g;

/** @param page the page as it is, with places for the tables */
export const triggersPage = (page: string): string =>
	page.replace(PLACE, (place, name: string) =>
		TABLES[name] ? `<!-- table: ${name} -->\n\n${TABLES[name]()}\n\n<!-- /table -->` : place,
	);
