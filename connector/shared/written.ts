/**
 * Checks whether an object that X returned is the one that was sent, allowing for how X rewrites text: links are
 * shortened to t.co, `&`, `<` and `>` are escaped, a link is appended for media or a quote, handles are prepended to
 * a reply, white space and invisible characters are normalised.
 */
import { inner, label, objects, strings, text as textIn } from '../../api/json/members';
import { measure } from '../../api/text/measure';

interface ShownLink {
	url?: string;
	expanded_url?: string;
	isMedia: boolean;
}

/** A post or message as X returns it: its members may be absent, or of any form. */
export interface Shown extends Readonly<Record<string, unknown>> {
	id: string;
}

/** The posts or messages in a response. */
export const shownIn = (data: unknown): Shown[] =>
	objects(data).flatMap((object) => {
		const id = label(object.id);
		return id === undefined ? [] : [{ ...object, id }];
	});

const linksIn = (entities: unknown): ShownLink[] =>
	objects(inner(entities).urls).map(({ url, expanded_url, media_key }) => ({
		url: textIn(url),
		expanded_url: textIn(expanded_url),
		isMedia: media_key !== undefined,
	}));

const mediaKeysOf = ({ attachments }: Shown): string[] => strings(inner(attachments).media_keys);

/** A text as it was sent, and what X may have added around it. */
export interface Written {
	text: string;
	/** X prepends the handles of the accounts it replies to. */
	isReply?: boolean;
	/** The quoted post, and a link that opens a message: X may append either link to the text. */
	quotes?: string;
	deepLink?: string;
}

const SHORT_LINK = /(https?:\/\/t\.co\/[A-Za-z0-9]+)/;
const ADDRESSED = /^@\w{1,15}(?:\s+|$)/;
/** X's pages for the media of a post or message. */
const MEDIA_PAGE = /^(?:x\.com\/(?:.+\/(?:photo|video)\/\d+|messages\/media\/.+)|pic\.x\.com\/.+)$/;

/** A canonical form that is the same for different spellings of a text. */
export const sameEitherWay = (text: string, host: Host = asWritten): string =>
	compact(withPlainLinks(decoded(text), host));

/** Whether X shows this text. */
export const isWritten = (shown: Shown, written: Written): boolean =>
	[asWritten, inAscii].some((host) => {
		const sent = sameEitherWay(written.text, host);
		const { text, own } = readShown(shown, written, host);
		return withoutOwnLinks(text, own)
			.flatMap((each) => (written.isReply ? withoutHandles(each) : [each]))
			.some((each) => compact(each) === sent);
	});

/** Whether it carries exactly these media; a media key ends in the ID of the upload. */
export function carries(shown: Shown, ids: readonly string[]): boolean {
	const attached = mediaKeysOf(shown).map((key) => key.split('_').pop());
	return attached.length === ids.length && ids.every((id) => attached.includes(id));
}

/** X may escape text that is already escaped. */
const decoded = (text: string): string =>
	text
		.replace(/&(?:amp;)+/g, '&')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>');

/** Invisible characters (joiners, variation selectors, direction marks) may be lost in transit. */
const tidy = (text: string): string =>
	text
		.normalize('NFC')
		.replace(/[\p{Cf}\ufe0e\ufe0f]/gu, '')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();

/** Removes what depends on where links were recognised: surrounding white space, schemes, escapes that a link cuts. */
const compact = (text: string): string =>
	decoded(
		tidy(text)
			.replace(/ /g, '')
			.replace(/https?:\/\//gi, '')
			.replace(/(?:%[\da-f]{2})+/gi, percentDecoded),
	);

/** A link without what X may add or change: scheme, form of the host, X's older domains, a trailing slash. */
function plainLink(link: string, host: Host): string {
	const address = decoded(link).replace(/^https?:\/\//i, '');
	const end = address.search(/[/?#]|$/);
	const name = host(address.slice(0, end)).replace(/^(?:www\.|mobile\.)?(pic\.)?(?:twitter|x)\.com$/, '$1x.com');
	return `${name}${address.slice(end)}`.replace(/\/$/, '');
}

/** X may show internationalised domain names in Unicode or ASCII form. */
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

/** White space around links separates them from adjacent text, however they were recognised. */
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

/** The text with every short link expanded, and the links that X may have appended. */
function readShown(shown: Shown, written: Written, host: Host): { text: string; own: readonly string[] } {
	const note = inner(shown.note_post);
	const links = new Map([...linksIn(shown.entities), ...linksIn(note.entities)].map((link) => [link.url, link]));
	const { deepLink } = written;
	const own: string[] = [];
	const whole = (textIn(note.text) ?? textIn(shown.text) ?? '').split(SHORT_LINK).map((piece, i) => {
		if (i % 2 === 0) return withPlainLinks(decoded(piece), host);
		// A short link that the user typed is kept.
		if (written.text.includes(piece)) return ` ${plainLink(piece, host)} `;
		const link = links.get(piece);
		const plain = plainLink(link?.expanded_url ?? piece, host);
		if (isOwnLink(link, plain, shown, { ...written, deepLink: deepLink && plainLink(deepLink, host) })) own.push(plain);
		return ` ${plain} `;
	});
	return { text: tidy(whole.join('')), own };
}

function isOwnLink(link: ShownLink | undefined, plain: string, shown: Shown, { quotes, deepLink }: Written): boolean {
	const hasMedia = mediaKeysOf(shown).length > 0;
	return (
		link?.isMedia === true ||
		(hasMedia && (!link?.expanded_url || MEDIA_PAGE.test(plain))) ||
		(quotes !== undefined && plain.endsWith(`/status/${quotes}`)) ||
		(deepLink !== undefined && plain === deepLink)
	);
}

/** The text as is, and with X's own links removed from its end one after the other. */
function withoutOwnLinks(text: string, own: readonly string[]): string[] {
	const link = own.find((each) => text === each || text.endsWith(` ${each}`));
	return link ? [text, ...withoutOwnLinks(text.slice(0, -link.length).trim(), own)] : [text];
}

/** The text as is, and with the handles removed from its beginning one after the other. */
function withoutHandles(text: string): string[] {
	const texts = [text];
	for (let [handle] = ADDRESSED.exec(text) ?? []; handle; [handle] = ADDRESSED.exec(text) ?? [])
		texts.push((text = text.slice(handle.length)));
	return texts;
}
