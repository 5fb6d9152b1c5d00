/** Polls of a list as X keeps it, with what they have shown and handed out. */
import { findNewIn } from '../../../api/polling/find-in-list';
import { startList, type Depth, type ListSource, type SeenList } from '../../../api/polling/seen-list';
import type { Member, World } from './changing-list';

/** X answers with nothing, or with a part, as if that were all of the list. */
export type Odd = 'empty' | 'short';

export class Watcher {
	list: SeenList;
	readonly came: string[] = [];
	unsure = 0;
	polls = 0;
	/** Entries that the costliest poll has read. */
	mostRead = 0;
	private readonly read = new Set<string>();
	/** Handed out though seen before. */
	readonly known: string[] = [];
	/** Newcomers that every look since their coming has shown. */
	private readonly shownEver = new Set<string>();
	private readonly missed = new Set<string>();

	constructor(
		private readonly world: World,
		private readonly depth: Depth,
		private readonly counts: boolean,
		private readonly window = Infinity,
	) {
		const ids = this.visible()
			.slice(0, depth.depth)
			.map(({ id }) => id);
		for (const id of ids) this.read.add(id);
		this.list = startList(
			{ listed: ids.map((id) => ({ id })), ...(ids.length < this.visible().length ? { next: 'x' } : {}) },
			depth,
			world.now,
			this.count(),
		);
	}
	private visible(): Member[] {
		return this.world.shown().slice(0, this.window);
	}
	private count(): number | undefined {
		return this.counts ? this.world.shown().length : undefined;
	}
	/** Tokens name the place they go on below, as X's do. */
	private source(pages: number, looked: string[], fails?: number, odd?: Odd): ListSource {
		let asked = 0;
		const count = this.count();
		return {
			...(count === undefined ? {} : { count }),
			mayGoOn: () => asked < pages,
			isCut: () => false,
			now: () => this.world.now,
			read: async (token, size) => {
				if (asked++ === fails) throw new Error('fails');
				const below = this.visible().filter(({ at }) => !token || at < Number(token));
				const page = odd ? below.slice(0, odd === 'empty' ? 0 : size / 2) : below.slice(0, size);
				looked.push(...page.map(({ id }) => id));
				return Promise.resolve({
					listed: page.map(({ id }) => ({ id })),
					...(below.length > page.length && !odd ? { next: String(page.at(-1)?.at) } : {}),
				});
			},
		};
	}
	async poll(most = 500, pages = 100, fails?: number, odd?: Odd): Promise<void> {
		this.world.now += 60_000;
		const shown = new Set(this.visible().map(({ id }) => id));
		for (const id of this.world.newcomers)
			if (shown.has(id)) this.shownEver.add(id);
			else this.missed.add(id);
		const looked: string[] = [];
		const source = this.source(pages, looked, fails, odd);
		const found = await findNewIn(this.list, most, source, this.depth).catch(() => undefined);
		this.polls++;
		this.mostRead = Math.max(this.mostRead, looked.length);
		if (!found) return;
		this.known.push(...found.listed.map(({ id }) => id).filter((id) => this.read.has(id)));
		// As n8n keeps it.
		this.list = JSON.parse(JSON.stringify(found.list)) as SeenList;
		this.came.push(...found.listed.map(({ id }) => id));
		if (found.unsure) this.unsure++;
		// A walk that was cut has seen what it has not handed out.
		if (!found.list.cuts?.length) for (const id of found.list.order) this.read.add(id);
	}
	/** Newcomers that were there at every poll since they came. */
	due(): string[] {
		return [...this.shownEver].filter((id) => !this.missed.has(id)).reverse();
	}
}
