/** One run of bytes from several. */
import { joined } from '../../../api/client/bytes';

it.each([
	[[], []],
	[[[1, 2]], [1, 2]],
	[
		[[1, 2], [], [3], [4, 5]],
		[1, 2, 3, 4, 5],
	],
])('%j are joined in their order', (parts, all) =>
	expect([...joined(parts.map((part) => Uint8Array.from(part)))]).toEqual(all),
);

it('a single one is not copied', () => {
	const part = Uint8Array.from([1]);
	expect(joined([part])).toBe(part);
});
