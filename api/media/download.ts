/** Which file to download for a picture, a video or a GIF of a post, and whether its address is one of X. Pure. */
import { objects, type XObject } from '../json/members';

/** A file to download. */
export interface Wanted {
	url: string;
	name: string;
}

/** X's hosts for pictures and videos. */
const HOST = /(^|\.)twimg\.com$/;
const PICTURES = 'pbs.twimg.com';

/** @param root the Base URL of the credential: a local X or a recorder also serves the files itself */
export function isOfX(address: string, root: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname, origin } = new URL(address);
	return (protocol === 'https:' && HOST.test(hostname)) || origin === new URL(root).origin;
}

/** X serves pictures scaled down unless asked for the original. */
function inFullSize(address: string): string {
	const url = new URL(address);
	if (url.hostname === PICTURES && /^\/media\//.test(url.pathname)) {
		url.pathname = url.pathname.replace(/:\w+$/, '');
		url.searchParams.set('name', 'orig');
	}
	return url.href;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The MP4 of most bits per second. X also names a playlist, and a simplified post has only the address. */
function bestVideo({ variants, url }: XObject): string | undefined {
	const [best] = objects(variants)
		.filter(({ content_type }) => content_type === 'video/mp4')
		.sort((a, b) => Number(b.bit_rate ?? 0) - Number(a.bit_rate ?? 0));
	return text(best?.url) ?? text(url);
}

const nameOf = (address: string, type: unknown): string => {
	const url = new URL(address);
	const last = url.pathname.split('/').pop() ?? '';
	const format = url.searchParams.get('format');
	if (/\.\w+$/.test(last)) return last;
	return `${last || 'media'}.${format ?? (type === 'photo' ? 'jpg' : 'mp4')}`;
};

/** @returns undefined if X gives no file for it */
export function wantedFile(media: XObject): Wanted | undefined {
	const address = media.type === 'photo' ? text(media.url) : bestVideo(media);
	if (!address || !URL.canParse(address)) return undefined;
	const url = media.type === 'photo' ? inFullSize(address) : address;
	return { url, name: nameOf(url, media.type) };
}
