/** Tells whether X shows what was sent, though it shows it otherwise: links shortened, signs escaped, a link added for media. */

interface Entities {
	urls?: Array<{ url: string; expanded_url?: string }>;
}

/** What posts and messages have in common as X shows them. */
export interface Shown {
	id: string;
	text: string;
	note_post?: { text?: string; entities?: Entities };
	entities?: Entities;
	attachments?: { media_keys?: string[] };
}

/** A link may have been typed without its scheme; X shows it with one. */
const plain = (text: string) =>
	text
		.normalize('NFC')
		.replace(/https?:\/\//g, '')
		.replace(/\s+/g, ' ')
		.trim();

/** The text as it may have been written: X shortens links to t.co, escapes `&`, `<` and `>`, and adds a link for media or a quoted post. */
function writtenTexts({ text, note_post, entities }: Shown): string[] {
	const links = [...(entities?.urls ?? []), ...(note_post?.entities?.urls ?? [])];
	const long = links.reduce(
		(written, { url, expanded_url }) => written.split(url).join(expanded_url ?? url),
		note_post?.text ?? text,
	);
	const whole = long.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
	return [whole, whole.replace(/\s*https?:\/\/\S+$/, '')].map(plain);
}

export const isWritten = (shown: Shown, text: unknown): boolean =>
	writtenTexts(shown).includes(plain(String(text ?? '')));

/** IDs of the media it carries. */
export const attachedTo = ({ attachments }: Shown): string[] =>
	(attachments?.media_keys ?? []).map((key) => key.split('_')[1]);

/** Exactly these media, in any order. */
export function carries(shown: Shown, ids: readonly string[]): boolean {
	const attached = attachedTo(shown);
	return attached.length === ids.length && ids.every((id) => attached.includes(id));
}
