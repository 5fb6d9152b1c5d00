import { findNewIn } from '../../../api/polling/known-list';

describe('lists without growing IDs', () => {
	const pages = (names: string[], size = 3, requests = Infinity) => {
		let asked = 0;
		return {
			mayGoOn: () => asked < requests,
			isCut: () => false,
			async read(token: string | undefined) {
				asked++;
				const start = token ? names.indexOf(token) + 1 : 0;
				return {
					listed: names.slice(start, start + size).map((name) => ({ id: name })),
					...(start + size < names.length ? { next: names[start + size - 1] } : {}),
				};
			},
		};
	};
	const found = async (names: string[], known: string[]) =>
		(await findNewIn({ known }, 100, pages(names))).listed.map((each) => each.id);

	test('what stands above something known is new, oldest first, over pages', async () => {
		expect(await found(['e', 'd', 'c', 'b', 'a'], ['b', 'a'])).toEqual(['c', 'd', 'e']);
		expect(await found(['b', 'a'], ['b', 'a'])).toEqual([]);
	});

	test('what moves up when others leave is not, and a small disorder does no harm', async () => {
		expect(await found(['b', 'x', 'y'], ['c', 'b'])).toEqual([]);
		expect(await found(['b', 'n', 'a'], ['b', 'a'])).toEqual(['n']);
	});

	test('a walk that is cut goes on where it was, the oldest first', async () => {
		const names = ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'];
		const first = await findNewIn({ known: ['b', 'a'] }, 100, pages(names, 3, 1));
		expect(first).toEqual({ listed: [], state: { known: ['b', 'a'], token: 'f' } });
		const second = await findNewIn(first.state, 2, pages(names));
		expect(second.listed.map((each) => each.id)).toEqual(['c', 'd']);
		const third = await findNewIn(second.state, 100, pages(names));
		expect(third.listed.map((each) => each.id)).toEqual(['e']);
		const fourth = await findNewIn(third.state, 100, pages(names));
		expect(fourth.listed.map((each) => each.id)).toEqual(['f', 'g', 'h']);
	});
});
