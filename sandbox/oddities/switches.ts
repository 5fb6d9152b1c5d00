import type { Clock } from '../clock';
import { entryOf, ODDITIES, type OddityName, type SettingsOf } from './catalogue';
import type { Common, Oddity, Reply, Scene } from './types';

const COMMON: Common = { endpoint: '*', times: 0, after: 0 };

interface Switched {
	name: OddityName;
	entry: Oddity;
	settings: object;
	common: Common;
	/** Requests that it let pass or affected. */
	passed: number;
	struck: number;
	since: number;
}

/** Which oddities are on. */
export class Oddities {
	private readonly switched = new Map<OddityName, Switched>();

	constructor(private readonly clock: Clock) {}

	/** Switches one on, or changes its settings. */
	on<N extends OddityName>(name: N, settings: Partial<SettingsOf<N> & Common> = {}): void {
		const entry = entryOf(name);
		const { endpoint, times, after, ...own } = { ...COMMON, ...entry.common, ...settings };
		for (const each of Object.keys(own))
			if (!(each in entry.settings))
				throw new Error(
					`${name} has no setting ${each}; it has ${[...Object.keys(entry.settings), ...Object.keys(COMMON)].join(', ')}`,
				);
		this.switched.set(name, {
			name,
			entry,
			settings: { ...entry.settings, ...own },
			common: { endpoint, times, after },
			passed: 0,
			struck: 0,
			since: this.clock.now(),
		});
	}

	off(name: OddityName): void {
		this.switched.delete(name);
	}

	/** Switches all off. */
	reset(): void {
		this.switched.clear();
	}

	/** Every oddity of the catalogue, with the settings of those that are on. */
	list(): Array<{
		name: OddityName;
		title: string;
		description: string;
		source: string;
		on: boolean;
		settings: object;
	}> {
		return ODDITIES.map((name) => {
			const { title, description, source, settings, common } = entryOf(name);
			const switched = this.switched.get(name);
			return {
				name,
				title,
				description,
				source,
				on: switched !== undefined,
				settings: switched ? { ...switched.settings, ...switched.common } : { ...settings, ...COMMON, ...common },
			};
		});
	}

	/** An answer that replaces the operation's own. */
	instead(scene: Omit<Scene, 'since'>): { name: OddityName; reply: Reply } | undefined {
		for (const each of this.for(scene.endpoint)) {
			const reply =
				each.entry.instead &&
				this.strike(each, () => each.entry.instead?.({ ...scene, since: each.since }, each.settings));
			if (reply) return { name: each.name, reply };
		}
		return undefined;
	}

	/** The answer as it is sent, and the oddities that changed it. */
	afterwards(reply: Reply, scene: Omit<Scene, 'since'>): { names: OddityName[]; reply: Reply } {
		const names: OddityName[] = [];
		let changed = reply;
		for (const each of this.for(scene.endpoint)) {
			const next =
				each.entry.afterwards &&
				this.strike(each, () => each.entry.afterwards?.(changed, { ...scene, since: each.since }, each.settings));
			if (!next) continue;
			names.push(each.name);
			changed = next;
		}
		return { names, reply: changed };
	}

	/** Whether this object is currently left out of lists. */
	hides(id: string, endpoint: string): boolean {
		return this.for(endpoint).some(
			({ entry, settings, since }) => entry.hides?.(id, { clock: this.clock, since }, settings) ?? false,
		);
	}

	/** The settings of an oddity that is implemented elsewhere, if it applies now. */
	strikes<N extends OddityName>(name: N, endpoint: string): SettingsOf<N> | undefined {
		const switched = this.for(endpoint).find((each) => each.name === name);
		return switched && (this.strike(switched, () => switched.settings) as SettingsOf<N> | undefined);
	}

	private for(endpoint: string): Switched[] {
		return [...this.switched.values()].filter(({ common }) => common.endpoint === '*' || common.endpoint === endpoint);
	}

	/** Counts only requests that it can affect. */
	private strike<T>(switched: Switched, work: () => T | undefined): T | undefined {
		const { times, after } = switched.common;
		if (times > 0 && switched.struck >= times) return undefined;
		const done = work();
		if (done === undefined) return undefined;
		if (switched.passed < after) {
			switched.passed++;
			return undefined;
		}
		switched.struck++;
		return done;
	}
}
