import { createSegment } from '../../../api/media/segment';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** What a reader nobody here wrote finds in the form. */
async function read({ contentType, content }: { contentType: string; content: Uint8Array }) {
	const form = await new Response(content.slice(), { headers: { 'content-type': contentType } }).formData();
	return Object.fromEntries(
		await Promise.all(
			[...form].map(async ([name, value]) => [
				name,
				typeof value === 'string' ? value : [...new Uint8Array(await value.arrayBuffer())],
			]),
		),
	);
}

describe('a segment', () => {
	it('takes what there is room for, and is a form that others read', async () => {
		const segment = createSegment(4);
		expect([
			segment.add(bytes(1, 2, 3)),
			segment.isFull(),
			segment.add(bytes(4, 5)),
			segment.isFull(),
			segment.add(bytes(5)),
		]).toEqual([3, false, 1, true, 0]);
		expect(await read(segment.form({ segment_index: '7', conversation_id: '1-2' }))).toEqual({
			segment_index: '7',
			conversation_id: '1-2',
			media: [1, 2, 3, 4],
		});
	});

	it('holds nothing of before when it is filled again, also with less', async () => {
		const segment = createSegment(4);
		segment.add(bytes(1, 2, 3, 4));
		segment.form({ segment_index: '999' });
		segment.empty();
		segment.add(bytes(9));
		expect(await read(segment.form({ segment_index: '0' }))).toEqual({ segment_index: '0', media: [9] });
		expect([...segment.form({}).file]).toEqual([9]);
	});
});
