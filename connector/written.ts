/**
 * Tells whether X shows what was sent, though it shows it otherwise: links shortened to t.co, `&`, `<` and `>` escaped, a link of its
 * own behind media or a quote, handles before a reply, white space and invisible characters tidied.
 */
import { measure } from '../api/text/measure';

interface ShownLink {
	url: string;
	expanded_url?: string;
	media_key?: string;
}
interface Entities {
	urls?: ShownLink[];
}

/** What posts and messages have in common as X shows them. */
export interface Shown {
	id: string;
	text?: string;
	created_at?: string;
	note_post?: { text?: string; entities?: Entities };
	entities?: Entities;
	attachments?: { media_keys?: string[] };
}

/** A text as it was sent, and what X may have put around it. */
export interface Written {
	text: string;
	/** X puts the handles of those it answers before it. */
	isReply?: boolean;
	/** The post that it quotes, and a link that opens a message: X may put the link of either behind the text. */
	quotes?: string;
	deepLink?: string;
}

const SHORT_LINK = /(https?:\/\/t\.co\/[A-Za-z0-9]+)/;
const ADDRESSED = /^@\w{1,15}(?:\s+|$)/;
/** Pages of X that show the media of a post or message. */
const MEDIA_PAGE = /^(?:x\.com\/(?:.+\/(?:photo|video)\/\d+|messages\/media\/.+)|pic\.x\.com\/.+)$/;

/** What two ways to write the same text have in common. */
export const sameEitherWay = (text: string, host: Host = asWritten): string =>
	compact(withPlainLinks(decoded(text), host));

/** Is it this text that X shows? */
export const isWritten = (shown: Shown, written: Written): boolean =>
	[asWritten, inAscii].some((host) => {
		const sent = sameEitherWay(written.text, host);
		const { text, own } = readShown(shown, written, host);
		return withoutOwnLinks(text, own)
			.flatMap((each) => (written.isReply ? withoutHandles(each) : [each]))
			.some((each) => compact(each) === sent);
	});

/** The media it carries are these and no others; a key ends in the ID of the upload. */
export function carries({ attachments }: Shown, ids: readonly string[]): boolean {
	const attached = (attachments?.media_keys ?? []).map((key) => key.split('_').pop());
	return attached.length === ids.length && ids.every((id) => attached.includes(id));
}

/** X may escape once more what came escaped. */
const decoded = (text: string): string =>
	text
		.replace(/&(?:amp;)+/g, '&')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>');

/** Invisible characters (joiners, variation selectors, marks of direction) may be lost on the way. */
const tidy = (text: string): string =>
	text
		.normalize('NFC')
		.replace(/[\p{Cf}\ufe0e\ufe0f]/gu, '')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();

/** Without what hangs on where a link was seen: the white space around it, its scheme, an escape that it cuts. */
const compact = (text: string): string =>
	decoded(
		tidy(text)
			.replace(/ /g, '')
			.replace(/https?:\/\//gi, '')
			.replace(/(?:%[\da-f]{2})+/gi, percentDecoded),
	);

/** A link without what X may add or change: scheme, how the host is written, X's older names, a slash at the end. */
function plainLink(link: string, host: Host): string {
	const address = decoded(link).replace(/^https?:\/\//i, '');
	const end = address.search(/[/?#]|$/);
	const name = host(address.slice(0, end)).replace(/^(?:www\.|mobile\.)?(pic\.)?(?:twitter|x)\.com$/, '$1x.com');
	return `${name}${address.slice(end)}`.replace(/\/$/, '');
}

/** X may show international names in either form. */
type Host = (name: string) => string;
const asWritten: Host = (name) => name.toLowerCase();
const inAscii: Host = (name) => (URL.canParse(`http://${name}`) ? new URL(`http://${name}`).host : name.toLowerCase());

function percentDecoded(escapes: string): string {
	try {
		return decodeURIComponent(escapes);
	} catch {
		return escapes;
	}
}

/** White space around links keeps them apart from what stands beside them, however they were found. */
function withPlainLinks(text: string, host: Host): string {
	let rest = text.normalize('NFC');
	let plain = '';
	for (const link of measure(rest).links) {
		const at = rest.indexOf(link);
		plain += `${rest.slice(0, at)} ${plainLink(link, host)} `;
		rest = rest.slice(at + link.length);
	}
	return plain + rest;
}

/** The text with every short link written out, and the links at its end that X may have put there. */
function readShown(shown: Shown, written: Written, host: Host): { text: string; own: readonly string[] } {
	const { text = '', note_post, entities } = shown;
	const links = new Map(
		[...(entities?.urls ?? []), ...(note_post?.entities?.urls ?? [])].map((link) => [link.url, link]),
	);
	const { deepLink } = written;
	const own: string[] = [];
	const whole = (note_post?.text ?? text).split(SHORT_LINK).map((piece, i) => {
		if (i % 2 === 0) return withPlainLinks(decoded(piece), host);
		// A short link that was typed stays as it is.
		if (written.text.includes(piece)) return ` ${plainLink(piece, host)} `;
		const link = links.get(piece);
		const plain = plainLink(link?.expanded_url ?? piece, host);
		if (isOwnLink(link, plain, shown, { ...written, deepLink: deepLink && plainLink(deepLink, host) })) own.push(plain);
		return ` ${plain} `;
	});
	return { text: tidy(whole.join('')), own };
}

function isOwnLink(
	link: ShownLink | undefined,
	plain: string,
	{ attachments }: Shown,
	{ quotes, deepLink }: Written,
): boolean {
	const hasMedia = (attachments?.media_keys ?? []).length > 0;
	return (
		link?.media_key !== undefined ||
		(hasMedia && (!link?.expanded_url || MEDIA_PAGE.test(plain))) ||
		(quotes !== undefined && plain.endsWith(`/status/${quotes}`)) ||
		(deepLink !== undefined && plain === deepLink)
	);
}

/** The text as it is, and without each more of the links at its end that are X's own. */
function withoutOwnLinks(text: string, own: readonly string[]): string[] {
	const link = own.find((each) => text === each || text.endsWith(` ${each}`));
	return link ? [text, ...withoutOwnLinks(text.slice(0, -link.length).trim(), own)] : [text];
}

/** The text as it is, and without each more of the handles at its beginning. */
function withoutHandles(text: string): string[] {
	const texts = [text];
	for (let [handle] = ADDRESSED.exec(text) ?? []; handle; [handle] = ADDRESSED.exec(text) ?? [])
		texts.push((text = text.slice(handle.length)));
	return texts;
}
