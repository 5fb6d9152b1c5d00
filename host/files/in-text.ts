/** A file that its address contains (`data:image/png;base64,...`), as image generators hand it over. Pure. */
import { InputError } from '../../api/errors/errors';
import { checkMedia, SNIFF_BYTES, type CheckedMedia } from '../../api/media/file';

const NAME = 'data URL';

/** @returns undefined for any other address. @throws InputError for a file that X does not accept */
export function fileInText(address: string): CheckedMedia | undefined {
	const [, kind] = /^\s*data:([^,]{0,200}),/i.exec(address) ?? [];
	if (kind === undefined) return undefined;
	const content = address.slice(address.indexOf(',') + 1);
	const bytes = /;\s*base64\s*$/i.test(kind) ? Buffer.from(content, 'base64') : Buffer.from(decoded(content), 'latin1');
	return checkMedia(
		{
			name: NAME,
			size: bytes.length,
			async *chunks(size) {
				for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
			},
		},
		bytes.subarray(0, SNIFF_BYTES),
	);
}

/** Each escape stands for one byte. */
function decoded(content: string): string {
	if (/%(?![\da-f]{2})/i.test(content))
		throw new InputError(`The ${NAME} is not complete`, 'Use base64: data:image/png;base64,...');
	return content.trim().replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
