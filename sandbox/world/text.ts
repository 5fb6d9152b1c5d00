import { createHash } from 'node:crypto';
import twitter from 'twitter-text';

interface Span {
	start: number;
	end: number;
}
export interface UrlEntity extends Span {
	url: string;
	expanded_url: string;
	display_url: string;
	media_key?: string;
}
export interface Entities {
	urls?: UrlEntity[];
	hashtags?: Array<Span & { tag: string }>;
	cashtags?: Array<Span & { tag: string }>;
	mentions?: Array<Span & { username: string; id?: string }>;
}

const LIMIT = 280;
const OLD_LIMIT = 140;

/** X escapes three characters, in posts and in messages. */
export const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const unescaped = (text: string): string =>
	text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** X documents the weight 2 for every emoji; its library only knows those of 2018. */
const withKnownEmoji = (text: string): string =>
	/\p{Extended_Pictographic}/u.test(text)
		? Array.from(characters.segment(text), ({ segment }) =>
				segment.length > 2 && /\p{Extended_Pictographic}/u.test(segment) ? '🙂' : segment,
			).join('')
		: text;

export const weightedLength = (text: string): number =>
	twitter.parseTweet(withKnownEmoji(text.normalize('NFC'))).weightedLength;

export const urlsIn = (text: string): string[] => twitter.extractUrls(text, { extractUrlsWithoutProtocol: true });

export const cashtagsIn = (text: string): string[] => twitter.extractCashtags(text);

/** A t.co link is always 23 characters long; derived from its target, so that it is stable. */
const shortLink = (seed: string): string =>
	`https://t.co/${createHash('sha256').update(seed).digest('base64url').replace(/[-_]/g, 'x').slice(0, 10)}`;

const displayUrl = (url: string): string => {
	const bare = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
	return bare.length > 27 ? `${bare.slice(0, 26)}…` : bare;
};

export interface Attached {
	mediaKey: string;
	kind: string;
}

/**
 * How X shows a text: links shortened to t.co, the link of attached media at the end, `& < >` escaped, entities counted
 * in characters of the escaped text.
 * @param already links of a reposted text, shortened before
 */
export function shownText(
	rawText: string,
	postUrl: string,
	attached: Attached[],
	idOf: (username: string) => string | undefined,
	already: UrlEntity[] = [],
): { text: string; entities: Entities } {
	const expanded = new Map(already.map((entity) => [entity.url, entity.expanded_url]));
	let text = '';
	let from = 0;
	const urls = twitter.extractUrlsWithIndices(rawText, { extractUrlsWithoutProtocol: true });
	for (const entity of urls) {
		const original = rawText.slice(...entity.indices);
		const full = /^https?:/i.test(original) ? original : `http://${original}`;
		const short = /^https:\/\/t\.co\//.test(full) ? full : shortLink(full);
		if (short !== full) expanded.set(short, full);
		text += escaped(rawText.slice(from, entity.indices[0])) + short;
		from = entity.indices[1];
	}
	text += escaped(rawText.slice(from));
	const mediaLink = attached.length > 0 ? shortLink(postUrl) : undefined;
	if (mediaLink) text = text === '' ? mediaLink : `${text} ${mediaLink}`;

	return { text, entities: entitiesOf(text, { expanded, mediaLink, attached, postUrl, idOf }) };
}

interface Known {
	expanded: Map<string, string>;
	mediaLink?: string;
	attached: Attached[];
	postUrl: string;
	idOf: (username: string) => string | undefined;
}

function entitiesOf(text: string, known: Known): Entities {
	const found = twitter.extractEntitiesWithIndices(text);
	twitter.modifyIndicesFromUTF16ToUnicode(text, found);
	const entities: Entities = {};
	for (const entity of found) {
		const [start, end] = entity.indices;
		if ('url' in entity) (entities.urls ??= []).push(...urlEntities(start, end, entity.url, known));
		else if ('hashtag' in entity) (entities.hashtags ??= []).push({ start, end, tag: entity.hashtag });
		else if ('cashtag' in entity) (entities.cashtags ??= []).push({ start, end, tag: entity.cashtag });
		else if ('screenName' in entity) {
			const id = known.idOf(entity.screenName);
			(entities.mentions ??= []).push({ start, end, username: entity.screenName, ...(id ? { id } : {}) });
		}
	}
	return entities;
}

function urlEntities(start: number, end: number, url: string, known: Known): UrlEntity[] {
	if (url === known.mediaLink) return mediaUrls(start, end, url, known);
	const full = known.expanded.get(url) ?? url;
	return [{ start, end, url, expanded_url: full, display_url: displayUrl(full) }];
}

/** X lists the link of attached media once per attachment. */
function mediaUrls(start: number, end: number, url: string, known: Known): UrlEntity[] {
	return known.attached.map(({ mediaKey, kind }, index) => ({
		start,
		end,
		url,
		expanded_url: `${known.postUrl}/${kind === 'photo' ? 'photo' : 'video'}/${index + 1}`,
		display_url: `pic.x.com/${url.split('/').pop()}`,
		media_key: mediaKey,
	}));
}

const firstCharacters = (text: string, fits: (part: string) => boolean): string => {
	const characters = Array.from(text);
	let low = 0;
	let high = characters.length;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (fits(characters.slice(0, middle).join(''))) low = middle;
		else high = middle - 1;
	}
	return characters.slice(0, low).join('');
};

export const isLong = (text: string): boolean => weightedLength(unescaped(text)) > LIMIT;

/** `text` of a long post: what fits in 280, with an ellipsis. */
export function cutLong(text: string): string {
	if (!isLong(text)) return text;
	const fitting = firstCharacters(unescaped(text), (part) => weightedLength(`${part}…`) <= LIMIT);
	return `${escaped(fitting.trimEnd())}…`;
}

/** `text` of a repost: `RT @handle: ` and the original, 140 characters in total. */
export const repostText = (username: string, text: string): string => {
	const whole = Array.from(`RT @${username}: ${text}`);
	return whole.length <= OLD_LIMIT ? whole.join('') : `${whole.slice(0, OLD_LIMIT - 1).join('')}…`;
};

/** Good enough for seeded and test posts; X's own detector is not public. */
export function guessLanguage(text: string): string {
	const words =
		text
			.toLowerCase()
			.replace(/https?:\S+|[@#$]\w+/g, ' ')
			.match(/\p{L}+/gu) ?? [];
	if (words.length === 0) return 'zxx';
	if (/[\u3040-\u30ff]/.test(text)) return 'ja';
	if (/[\u4e00-\u9fff]/.test(text)) return 'zh';
	const hits = (list: string[]) => words.filter((word) => list.includes(word)).length;
	const scores: Array<[string, number]> = [
		['en', hits(['the', 'and', 'is', 'to', 'of', 'in', 'a', 'for', 'on', 'you'])],
		['de', hits(['der', 'die', 'das', 'und', 'ist', 'nicht', 'ein', 'mit', 'für', 'auf'])],
		['fr', hits(['le', 'la', 'les', 'et', 'est', 'une', 'des', 'pour', 'dans', 'avec'])],
		['es', hits(['el', 'los', 'las', 'y', 'es', 'una', 'que', 'para', 'con', 'en'])],
	];
	const best = scores.reduce((a, b) => (b[1] > a[1] ? b : a));
	return best[1] > 0 ? best[0] : 'en';
}
