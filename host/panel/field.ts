/** Renders one field of the schema as an n8n parameter. */
import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import type { Field, FieldKind } from '../../connector';
import { altText } from '../../connector/fields';
import { objectKind, type ObjectName } from '../../connector/objects';
import { COUNTED } from '../../connector/resources/post/fields';
import { asGivenInRow } from './as-given';
import { byDisplayName } from './order';

type Drawn = Partial<INodeProperties> & Pick<INodeProperties, 'type'>;

const byLink = (example: string): INodePropertyMode => ({
	displayName: 'By Link',
	name: 'url',
	type: 'string',
	placeholder: `e.g. ${example}`,
});
/** Input is checked at run time by api/ids.ts: n8n's own pattern validation fails under load. */
const byId: INodePropertyMode = {
	displayName: 'By ID',
	name: 'id',
	type: 'string',
	placeholder: 'e.g. 1849000000000000000',
};

const fromList: INodePropertyMode = { displayName: 'From List', name: 'list', type: 'list', placeholder: 'Choose…' };

/** Name of the n8n method that lists the objects of a kind. */
export const searchMethod = (name: ObjectName): string => `find_${name}`;

const LOCATORS: Partial<Record<FieldKind, Pick<INodeProperties, 'default' | 'modes'>>> = {
	post: {
		default: { mode: 'id', value: '' },
		modes: [byId, byLink('https://x.com/n8n_io/status/1849000000000000000')],
	},
	user: {
		default: { mode: 'username', value: '' },
		modes: [
			{ ...fromList, typeOptions: { searchListMethod: 'findUsers', searchable: true } },
			{ displayName: 'Handle', name: 'username', type: 'string', placeholder: 'e.g. @n8n_io' },
			{ ...byId, placeholder: 'e.g. 2244994945' },
			byLink('https://x.com/n8n_io'),
		],
	},
};

export const ME = { mode: 'list', value: 'me', cachedResultName: 'Me (the connected account)' } as const;

/** The rows of the Media field: where each file comes from. */
const mediaRows = (): INodeProperties[] => [
	{
		displayName: 'From',
		name: 'source',
		type: 'options',
		default: 'binary',
		options: [
			{ name: 'Input Binary Field', value: 'binary', description: 'A file of the input item' },
			{ name: 'Media ID', value: 'ids', description: 'Media uploaded before' },
			{ name: 'URL', value: 'url', description: 'A file on the web' },
		],
	},
	{
		displayName: 'Input Binary Fields',
		name: 'binaryFields',
		type: 'string',
		default: 'data',
		description: 'One field, or several separated by commas',
		displayOptions: { show: { source: ['binary'] } },
	},
	{
		displayName: 'Media IDs',
		name: 'mediaIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1849000000000000000',
		description: 'One ID, or several separated by commas',
		displayOptions: { show: { source: ['ids'] } },
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/kite.png',
		description: 'One address, or several on separate lines',
		displayOptions: { show: { source: ['url'] } },
	},
	// This name sorts last: n8n requires alphabetical order.
	{
		...drawField({ ...altText, displayName: 'What It Shows (Alt Text)' }, true),
		displayOptions: { show: { source: ['binary', 'url'] } },
	},
];

const mediaProperty = (max?: number): Drawn => ({
	type: 'fixedCollection',
	placeholder: 'Add Media',
	default: {},
	...(max === 1 ? {} : { typeOptions: { multipleValues: true } }),
	options: [{ displayName: 'Media', name: 'item', values: mediaRows() }],
});

/** One post of a thread. */
function partRow(): INodeProperties[] {
	const media = { displayName: 'Media', name: 'media', ...mediaProperty() } as INodeProperties;
	return [
		asGivenInRow(media),
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. First of all',
			description: COUNTED,
		},
		media,
	];
}

const choicesOf = ({ choices = [] }: Field) => ({ options: choices.map((choice) => ({ ...choice })) });

const KINDS: Readonly<Record<FieldKind, (field: Field, inCollection: boolean) => Drawn>> = {
	text: ({ secret }) => ({ type: 'string', ...(secret ? { typeOptions: { password: true } } : {}) }),
	longText: () => ({ type: 'string', typeOptions: { rows: 4 } }),
	number: ({ min, max, decimals }) => ({
		type: 'number',
		typeOptions: {
			...(min !== undefined ? { minValue: min } : {}),
			...(max !== undefined ? { maxValue: max } : {}),
			...(decimals ? { numberPrecision: 3 } : {}),
		},
	}),
	boolean: () => ({ type: 'boolean', default: false }),
	choice: (field) => ({ type: 'options', ...choicesOf(field) }),
	choices: (field) => ({ type: 'multiOptions', default: [], ...choicesOf(field) }),
	time: () => ({ type: 'dateTime' }),
	id: () => ({ type: 'string' }),
	ids: () => ({ type: 'string' }),
	words: () => ({ type: 'string', typeOptions: { rows: 2 } }),
	post: locator,
	posts: () => ({ type: 'string' }),
	user: locator,
	users: () => ({ type: 'string' }),
	object: locator,
	objects: () => ({ type: 'string' }),
	json: () => ({ type: 'json', default: '{}' }),
	file: ({ byUrl }) => ({ type: 'string', ...(byUrl ? {} : { typeOptions: { binaryDataProperty: true } }) }),
	media: ({ max }) => mediaProperty(max),
	parts: () => ({
		type: 'fixedCollection',
		placeholder: 'Add Part',
		default: {},
		typeOptions: { multipleValues: true, sortable: true },
		options: [{ displayName: 'Part', name: 'part', values: partRow() }],
	}),
	rows: ({ row: { name, displayName } = { name: '', displayName: '' }, fields = [], required, first }) => ({
		type: 'fixedCollection',
		placeholder: `Add ${displayName}`,
		// Where one row is needed, it is open from the start.
		default: required ? { [name]: [{ ...first }] } : {},
		typeOptions: { multipleValues: true },
		options: [{ displayName, name, values: fields.map((field) => drawField(field, true)) }],
	}),
	group: groupOf,
};

/** All fields at once, or those that the user adds. */
function groupOf({ displayName, fields = [], add }: Field): Drawn {
	const drawn = fields.map((field) => drawField(field, true)).sort(byDisplayName);
	return add
		? { type: 'collection', placeholder: add, default: {}, options: drawn }
		: {
				type: 'fixedCollection',
				placeholder: `Add ${displayName}`,
				default: {},
				options: [{ displayName, name: 'values', values: drawn }],
			};
}

/** Modes for any other X object: from a list (where X can list them), by ID, by link. */
function objectLocator(name: ObjectName): Pick<INodeProperties, 'default' | 'modes'> {
	const { example, link, listed, known } = objectKind(name);
	const modes: INodePropertyMode[] = [
		...(listed || known
			? [{ ...fromList, typeOptions: { searchListMethod: searchMethod(name), searchable: true } }]
			: []),
		{ ...byId, placeholder: `e.g. ${example}` },
		...(link ? [byLink(link.example)] : []),
	];
	return { default: { mode: modes[0].name, value: '' }, modes };
}

/** In a collection, a plain text field accepts an ID, link or handle. */
function locator({ kind, of, default: value, others }: Field, inCollection: boolean): Drawn {
	if (inCollection) return { type: 'string' };
	const { modes, ...drawn } = (of ? objectLocator(of) : LOCATORS[kind]) ?? {};
	return {
		type: 'resourceLocator',
		...drawn,
		// The list of users holds only the connected account.
		modes: others ? modes?.filter(({ name }) => name !== fromList.name) : modes,
		...(value === 'me' ? { default: { ...ME } } : {}),
	};
}

/** The default mode then becomes the first of the remaining ones. */
function unlisted({ modes = [], ...drawn }: Drawn): Drawn {
	const others = modes.filter(({ name }) => name !== fromList.name);
	return { ...drawn, modes: others, default: { mode: others[0].name, value: '' } };
}

/** @param lists whether objects can be listed, for kinds that X lists at all */
export function drawField(field: Field, inCollection: boolean, lists = true): INodeProperties {
	const { displayName, name, description, placeholder, builderHint, required, showFor } = field;
	const drawn = lists ? KINDS[field.kind](field, inCollection) : unlisted(KINDS[field.kind](field, inCollection));
	return {
		displayName,
		name,
		default: '',
		...drawn,
		...(field.kind !== 'user' && field.default !== undefined
			? { default: field.default as INodeProperties['default'] }
			: {}),
		...(required ? { required } : {}),
		...(description ? { description } : {}),
		...(placeholder && drawn.type !== 'fixedCollection' ? { placeholder } : {}),
		...(builderHint ? { builderHint: { propertyHint: builderHint } } : {}),
		...(showFor
			? {
					displayOptions: {
						show: Object.fromEntries(Object.entries(showFor).map(([name, values]) => [name, [...values]])),
					},
				}
			: {}),
	};
}
