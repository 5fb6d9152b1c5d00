import type { Received } from '../http/body';
import type { Complaint } from '../http/errors';
import { KNOWN, type KnownOperation, type Part } from './operations';

/** X's complaint about a request; `lenient` if X merely ignores the value. */
export interface RowComplaint extends Complaint {
	lenient?: true;
}

/** A request as received. */
export interface Request {
	params: Record<string, string>;
	query: URLSearchParams;
	received: Received;
}

const complaint = ({ forms }: Part, value: unknown): string | undefined => {
	const found = forms.map((form) => form(value));
	return found.includes(undefined) ? undefined : found[0];
};

/** Parameters and forms are transmitted as text. */
function typed(text: string, { list, forms }: Part): unknown {
	if (list) return text.split(',');
	const readings = [
		text,
		...(/^-?\d+$/.test(text) ? [Number(text)] : []),
		...(text === 'true' || text === 'false' ? [text === 'true'] : []),
	];
	return readings.find((value) => forms.some((form) => form(value) === undefined)) ?? readings.at(-1);
}

function ofPath({ parts }: KnownOperation, params: Record<string, string>): Complaint[] {
	return Object.entries(params).flatMap(([name, value]): Complaint[] => {
		const part = parts.get(`path.${name}`);
		const why = part && complaint(part, value);
		return why
			? [{ message: `The \`${name}\` path parameter value [${value}] ${why}`, parameters: { [name]: [value] } }]
			: [];
	});
}

function ofQuery({ parts }: KnownOperation, query: URLSearchParams): RowComplaint[] {
	const known = new Map(
		[...parts].flatMap(([place, part]) => (place.startsWith('query.') ? [[place.slice(6), part] as const] : [])),
	);
	const wrong = [...new Set(query.keys())].flatMap((name): RowComplaint[] => {
		const part = known.get(name);
		const all = query.getAll(name);
		const parameters = { [name]: all };
		if (!part)
			return [{ message: `The query parameter [${name}] is not one of [${[...known.keys()].join(',')}]`, parameters }];
		if (all.length > 1)
			return [{ message: `The query parameter [${name}] is repeated; lists are separated by commas`, parameters }];
		const why = complaint(part, typed(all[0], part));
		if (!why) return [];
		const message = `The \`${name}\` query parameter value [${all[0]}] ${why}`;
		return [{ message, parameters, ...(part.lenient ? { lenient: true as const } : {}) }];
	});
	const missing = [...known].filter(([name, { required }]) => required && !query.has(name));
	return [
		...wrong,
		...missing.map(([name]) => ({
			message: `The query parameter [${name}] can not be empty`,
			parameters: { [name]: [] },
		})),
	];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
/** Writes `body.reply.id` in X's notation. */
const inBody = (place: string, why: string): Complaint => {
	const path = place.replace(/^body/, '$');
	return { message: `${path}: ${why}`, parameters: { [path]: [] } };
};

function insideBody(parts: KnownOperation['parts'], object: Record<string, unknown>, at: string): Complaint[] {
	const below = [...parts].filter(([place]) => place.startsWith(`${at}.`));
	const wrong = Object.entries(object).flatMap(([name, value]): Complaint[] => {
		const place = `${at}.${name}`;
		const part = parts.get(place);
		const why = part && complaint(part, value);
		if (part) return why ? [inBody(place, why)] : [];
		if (!below.some(([each]) => each.startsWith(`${place}.`)))
			return [inBody(place, 'is not defined in the schema and the schema does not allow additional properties')];
		return isObject(value) ? insideBody(parts, value, place) : [inBody(place, 'object expected')];
	});
	const missing = below.filter(([place, { required }]) => {
		const name = place.slice(at.length + 1);
		return required && !name.includes('.') && !(name in object);
	});
	return [...wrong, ...missing.map(([place]) => inBody(place, 'is missing but it is required'))];
}

/** The contents of a form, as the rows expect them; a file counts as arbitrary text. */
function formValue({ value, files }: Received, parts: KnownOperation['parts']): Record<string, unknown> {
	const fields = Object.entries(value as Record<string, string>).map(([name, text]) => {
		const part = parts.get(`body.${name}`);
		return [name, part ? typed(text, part) : text];
	});
	return Object.fromEntries([...fields, ...Object.keys(files).map((name) => [name, 'file'])]) as Record<
		string,
		unknown
	>;
}

function ofBody({ parts }: KnownOperation, received: Received): Complaint[] {
	const { kind, value } = received;
	const takesBody = [...parts.keys()].some((place) => place.startsWith('body.'));
	if (kind === 'none') {
		const required = [...parts].some(
			([place, part]) => part.required && place.startsWith('body.') && place.split('.').length === 2,
		);
		return required ? [{ message: 'The request body is missing' }] : [];
	}
	if (!takesBody)
		return isObject(value) && Object.keys(value).length === 0
			? []
			: [{ message: 'A request body was sent, but this operation has none' }];
	const takesFiles = parts.has('body.media');
	if (kind === 'multipart' && takesFiles) return insideBody(parts, formValue(received, parts), 'body');
	if (kind !== 'json')
		return [
			{
				message: `The content type ${received.contentType || '(none)'} is not one of application/json${takesFiles ? ', multipart/form-data' : ''}`,
			},
		];
	return isObject(value) ? insideBody(parts, value, 'body') : [{ message: '$: object expected' }];
}

/** What is wrong with a request according to the connector's rows; nothing for an endpoint that they do not cover. */
export function complaintsOf(endpoint: string, { params, query, received }: Request): RowComplaint[] {
	const known = KNOWN.get(endpoint);
	if (!known) return [];
	return [...ofPath(known, params), ...ofQuery(known, query), ...ofBody(known, received)];
}
