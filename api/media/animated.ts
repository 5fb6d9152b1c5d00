/** Images that move, but not at X. */

const latin = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** In the header of an extended WebP: whether it is an animation. */
const FLAGS = 20;
const ANIMATION = 2;

/** What to expect of an animated image of a type that X takes as a still one; undefined for all others. */
export function animationNote(name: string, type: string, head: Uint8Array): string | undefined {
	// The chunk that makes a PNG an animation stands before its first image, usually right behind the header.
	if (type === 'image/png' && latin(head, 0, head.length).includes('acTL'))
		return `'${name}' is an animated PNG: X has announced to show only a still image of these. To show movement, post a GIF or a video.`;
	const isExtended = type === 'image/webp' && latin(head, 12, 16) === 'VP8X';
	if (isExtended && (head[FLAGS] & ANIMATION) > 0)
		return `'${name}' is an animated WebP: X does not say whether it shows movement. To be sure of it, post a GIF or a video.`;
	return undefined;
}
