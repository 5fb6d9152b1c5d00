/** The fields of an operation as rows of a table. Pure. */
import type { Choice, Field, FieldKind } from '../../connector';
import { objectKind } from '../../connector/objects';
import { code, list, text } from './markdown';

const KINDS: Readonly<Record<FieldKind, string>> = {
	text: 'text',
	longText: 'text',
	number: 'whole number',
	boolean: 'yes or no',
	choice: 'one of',
	choices: 'some of',
	time: 'date and time',
	id: 'ID',
	ids: 'IDs',
	words: 'entries',
	post: 'post, by ID or link',
	posts: 'posts, by ID or link',
	user: 'user, by @handle, link or ID',
	users: 'users, by @handle, link or ID',
	object: 'ID',
	objects: 'IDs',
	media: 'files and media IDs',
	file: 'file of the item',
	parts: 'posts: text and media of each',
	group: '',
	rows: '',
	json: 'JSON',
};

const choiceNames = (choices: readonly Choice[] = []) =>
	list(choices.map(({ name, value }) => (value ? `${name} (${code(value)})` : name)));

function span({ kind, min, max }: Field): string[] {
	const unit = kind === 'number' ? '' : ' entries';
	if (min === undefined && max === undefined) return [];
	if (min === undefined) return [`at most ${max}${unit}`];
	if (max !== undefined) return [`${min} to ${max}${unit}`];
	// A list that is given has an entry.
	return kind !== 'number' && min === 1 ? [] : [`at least ${min}${unit}`];
}

function bounds(field: Field): string[] {
	const { kind, maxLength } = field;
	return [
		...span(field),
		...(maxLength === undefined ? [] : [`up to ${maxLength} characters${kind === 'words' ? ' each' : ''}`]),
	];
}

function kindOf({ kind, byUrl, min }: Field): string {
	if (byUrl) return 'address of a file';
	return kind === 'json' && min !== undefined ? 'list in JSON' : KINDS[kind];
}

function takes(field: Field): string {
	const { kind, of, choices, pattern } = field;
	const what = of
		? `${objectKind(of).noun}${kind === 'objects' ? 's' : ''}, by ID${objectKind(of).link ? ' or link' : ''}`
		: kindOf(field);
	const chosen = kind === 'choice' || kind === 'choices' ? `${what}: ${choiceNames(choices)}` : what;
	return [
		chosen,
		...bounds(field),
		...(pattern ? [`of the form ${code(pattern.source.replace(/\\\//g, '/'))}`] : []),
	].join(', ');
}

/** `only when Search In is Full Archive` */
function shownFor({ showFor = {} }: Field, all: readonly Field[]): string[] {
	return Object.entries(showFor).map(([name, values]) => {
		const control = all.find((field) => field.name === name);
		const names = values.map((value) => control?.choices?.find((choice) => choice.value === value)?.name ?? value);
		return `Only when ${control?.displayName ?? name} is ${names.join(' or ')}.`;
	});
}

/** One row per field; parts of a group follow it by name. */
export function fieldRows(fields: readonly Field[], above = ''): string[][] {
	return fields.flatMap((field) => {
		const name = `${above}${field.displayName}`;
		if ((field.kind === 'group' || field.kind === 'rows') && field.fields) return fieldRows(field.fields, `${name} › `);
		const what = [field.description ? `${text(field.description).replace(/\.$/, '')}.` : '', ...shownFor(field, fields)]
			.filter(Boolean)
			.join(' ');
		return [[field.required ? `**${name}**` : name, takes(field), field.to ? code(field.to) : '', what]];
	});
}
