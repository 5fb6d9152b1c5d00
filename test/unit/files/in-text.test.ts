/** Files that their address contains. */
import { fileInText } from '../../../host/files/in-text';
import { openUrl } from '../../../host/files/url';
import { bytesOf, movieOf } from '../../support/inputs/files';
import { filesOfN8n, wholeOf } from '../../support/unwired/n8n-files';
import { inputError } from '../../support/unwired/surroundings';

/** Every byte there is. */
const bytes = Buffer.concat([bytesOf('png', 60), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]);
const escaped = (each: Uint8Array) => [...each].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const base64 = bytes.toString('base64');

it.each([
	['base64', `data:image/png;base64,${base64}`],
	['base64 with spaces around the word', `data:image/png;  base64  ,${base64}`],
	['base64 without a type', `data:;base64,${base64}`],
	['base64 in capitals, behind spaces', `  \n DATA:image/png;BASE64,${base64}`],
	['base64 for addresses', `data:image/png;charset=utf-8;base64,${bytes.toString('base64url')}`],
	['escapes', `data:image/png,${escaped(bytes)}`],
	['escapes in capitals, with spaces around', `data:image/png, ${escaped(bytes).toUpperCase()} \n`],
	['escapes, which are not base64 although its name says so', `data:image/png;name=a;base64.png,${escaped(bytes)}`],
])('in %s', async (_, address) => {
	const media = fileInText(address);
	expect(media).toMatchObject({ type: 'image/png', file: { name: 'data URL', size: bytes.length } });
	for (const size of [7, bytes.length, 1000])
		expect((await wholeOf(media!.file.chunks(size))).equals(bytes)).toBe(true);
});

it('comes in pieces of the size that is asked for', async () => {
	const sizes: number[] = [];
	for await (const { length } of fileInText(`data:,${escaped(bytes.subarray(0, 100))}`)!.file.chunks(50))
		sizes.push(length);
	expect(sizes).toEqual([50, 50]);
});

it.each([
	'https://example.com/data:image/png;base64,AAAA',
	'data:image/png;base64',
	'xdata:,abc',
	`data:${'x'.repeat(201)},`,
])('%s is another address', (address) => expect(fileInText(address)).toBeUndefined());

it.each(['%', '%8', '%8g', '%g8', '%89%5'])('%s is not complete', (content) => {
	expect(inputError(() => fileInText(`data:image/png,${escaped(bytesOf('png'))}${content}`))).toMatchObject({
		message: 'The data URL is not complete',
		advice: 'Use base64: data:image/png;base64,...',
	});
});

it('must be media as a file on the web must, and a video tells its length', async () => {
	expect(inputError(() => fileInText('data:text/plain,Notes%20of%20a%20meeting')).message).toMatch(/is a text/);
	const movie = movieOf({ seconds: 141 });
	const { seconds, file } = await openUrl(filesOfN8n().context, `data:video/mp4;base64,${movie.toString('base64')}`);
	expect(seconds).toBe(141);
	expect((await wholeOf(file.chunks(10))).equals(movie)).toBe(true);
	const cut = movieOf({ seconds: 5, atEnd: true }).subarray(0, 90);
	const { note } = await openUrl(filesOfN8n().context, `data:video/mp4;base64,${cut.toString('base64')}`);
	expect(note).toMatch(/it was probably cut off/);
});
