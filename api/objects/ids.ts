/** Converts what people paste (IDs, links, @handles) to what X accepts, or says why it cannot. Pure. */
import { InputError } from '../errors/errors';

/** How a user was named; `me` is the account the credential is connected to. */
export type UserReference = { by: 'me' } | { by: 'id'; id: string } | { by: 'username'; username: string };

const DIGITS = /^[0-9]{1,19}$/;
/** X counts its IDs in 64 bits with a sign, from 1. */
const HIGHEST_ID = 2n ** 63n - 1n;
/** `0` is what an empty cell or a counter becomes, and a zero in front is not how X writes any ID. */
export const isId = (text: string): boolean => DIGITS.test(text) && !text.startsWith('0') && BigInt(text) <= HIGHEST_ID;

const ID_FORM = "X's IDs have up to 19 digits, of which the first is not 0.";

/** @throws InputError for digits that are the ID of nothing, `what` it may be */
export function idOfDigits(given: string, what: string, advice = ''): string | undefined {
	if (isId(given)) return given;
	if (!/^[-+]?[0-9]+$/.test(given)) return undefined;
	throw new InputError(`'${clip(given)}' is not a valid ${what}`, [ID_FORM, advice].filter(Boolean).join(' '));
}

const HANDLE = /^[A-Za-z0-9_]{1,15}$/;
const HOST = /^(?:(?:www|m|mobile|pro|tweetdeck)\.)?(?:x|twitter)\.com$/i;

/** First path segments of x.com that are pages of X, not handles. */
const PAGES = new Set([
	'i',
	'home',
	'explore',
	'search',
	'settings',
	'messages',
	'notifications',
	'hashtag',
	'intent',
	'share',
	'compose',
	'login',
	'tos',
	'privacy',
]);

const asText = (value: unknown, what: string): string => {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new InputError(
			`The ${what} ${value} has lost digits`,
			"X's IDs are larger than a number can hold exactly. Pass the ID as text.",
		);
	}
	return value === undefined || value === null ? '' : plain(`${value as string | number}`);
};

/** Quotation marks, or what Slack, mails and Markdown put around a link. */
const WRAPPED = /^(?:<([^<>|\s]+)(?:\|[^<>]*)?>|"([^"]+)"|'([^']+)'|“([^”]+)”)$/;

/**
 * Without the invisible characters that copying adds and the marks around it, and with full-width digits and signs as
 * plain ones.
 */
export function plain(value: string): string {
	const bare = value
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.trim();
	const inner = WRAPPED.exec(bare)?.slice(1).find(Boolean);
	return inner?.trim() ?? bare;
}

/** What stands before the ID in a link to a post; the pages of articles have the ID of their post, those under /i/ do not. */
const POST_PAGE = /(?:^|\/)status(?:es)?$|^(?!i\/)\w+\/article$/i;

/** Path segments of a link to X; undefined when the text is not a link. Other hosts are rejected. */
export function pathOf(value: string, what: string): string[] | undefined {
	const [, host, path] = /^(?:https?:\/\/)?([\w.-]+\.[a-z]{2,})(?::\d+)?(\/[^?#\s]*)?(?:[?#]\S*)?$/i.exec(value) ?? [];
	if (!host) return undefined;
	if (!HOST.test(host))
		throw new InputError(`The ${what} link points to ${host}, not to X`, 'Use a link that starts with https://x.com/');
	return (path ?? '').split('/').filter(Boolean);
}

/** Any numeric ID (spec pattern: `^[0-9]{1,19}$`). */
export function numericId(value: unknown, what = 'ID'): string {
	const id = asText(value, what);
	if (!id) throw new InputError(`The ${what} is empty`, 'Enter its ID, which consists of digits.');
	if (!isId(id)) throw new InputError(`'${clip(id)}' is not a valid ${what}`, ID_FORM);
	return id;
}

/**
 * The same of media, also from its media key: that is the ID behind a number for its kind, as in 3_1849000000000000000
 * (developer.x.com/en/docs/x-ads-api/creatives/guides/identifying-media).
 */
export const mediaId = (value: string, what = 'media ID'): string => numericId(withoutKind(value), what);
const withoutKind = (value: string): string => value.replace(/^\s*\d{1,3}_(?=[1-9]\d*\s*$)/, '');

/**
 * A post's ID from an ID or a link such as x.com/handle/status/1 or /i/web/status/1, optionally followed by /photo/1
 * or a query string.
 */
export function postId(value: unknown): string {
	const given = asText(value, 'post ID');
	if (!given) throw new InputError('The post is empty', 'Enter the ID of a post or a link to it.');
	const digits = idOfDigits(given, 'post ID');
	if (digits) return digits;
	const path = pathOf(given, 'post');
	const id = path?.find((segment, i) => isId(segment) && POST_PAGE.test(path.slice(0, i).join('/')));
	if (id) return id;
	throw new InputError(
		`'${clip(given)}' is not a post ID or a link to a post`,
		'A post link looks like https://x.com/handle/status/1234567890123456789',
	);
}

/** A user from an ID, an @handle, a profile link or the word `me`. Digits alone are an ID, digits after @ a handle. */
export function user(value: unknown): UserReference {
	const given = asText(value, 'user ID');
	if (!given) throw new InputError('The user is empty', 'Enter an @handle, a user ID or a link to the profile.');
	if (given === 'me') return { by: 'me' };
	const id = idOfDigits(given, 'user ID', 'A handle of digits needs an @ before it.');
	if (id) return { by: 'id', id };
	const handle = given.replace(/^@/, '');
	if (HANDLE.test(handle)) return { by: 'username', username: handle };
	const linked = userOfPath(pathOf(given, 'user') ?? []);
	if (linked) return linked;
	throw new InputError(
		`'${clip(given)}' is not a user ID, an @handle or a link to a profile`,
		'A handle has up to 15 letters, digits or underscores.',
	);
}

/** x.com/i/user/1 or x.com/handle, followed by anything. */
function userOfPath([first = '', second, third = '']: readonly string[]): UserReference | undefined {
	if (first === 'i' && second === 'user' && isId(third)) return { by: 'id', id: third };
	const username = first.replace(/^@/, '');
	return HANDLE.test(username) && !PAGES.has(username.toLowerCase()) ? { by: 'username', username } : undefined;
}

/**
 * Splits a list given as an array or as text separated by commas, spaces or line breaks; each entry is parsed by
 * `read`; duplicates are dropped.
 */
export function list<T>(value: unknown, read: (entry: unknown) => T, key: (entry: T) => string = String): T[] {
	const seen = new Map<string, T>();
	for (const entry of entriesOf(value)) {
		if (entry === null || entry === undefined || (typeof entry === 'string' && entry.trim() === '')) continue;
		const parsed = read(entry);
		seen.set(key(parsed), parsed);
	}
	return [...seen.values()];
}

function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return typeof value === 'number' ? [value] : asText(value, 'list').split(/[\s,;]+/);
}

/** The public URL of a post. */
export const postLink = (id: string, username = 'i'): string => `https://x.com/${username}/status/${id}`;

const clip = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value);
