import type { Clock } from '../clock';
import type { World } from '../world/world';

/** Settings that every oddity has. */
export interface Common {
	/** The endpoint it is for, as in X's specification; `*` for any. */
	endpoint: string;
	/** How often it strikes; 0 for always. */
	times: number;
	/** How many requests it lets pass first. */
	after: number;
}

/** What an answer is before it is sent. */
export interface Reply {
	status: number;
	/** JSON, or text as it is. */
	body: unknown;
	contentType?: string;
	headers?: Record<string, string>;
	/** Waits this long between one part of the body and the next. */
	trickleMs?: number;
}

/** A request that an oddity may strike. */
export interface Scene {
	endpoint: string;
	method: string;
	query: Record<string, string>;
	clock: Clock;
	world: World;
	/** Address of the local X. */
	url: string;
	/** When the oddity was switched on, in milliseconds. */
	since: number;
}

/** One way in which X is not as its documentation has it. */
export interface Oddity<S extends object = object> {
	title: string;
	/** What it changes, in one sentence. */
	description: string;
	/** Where people tell of it. */
	source: string;
	/** Its own settings, as they are unless somebody sets them. */
	settings: S;
	/** Where and how often it strikes, unless somebody says otherwise. */
	common?: Partial<Common>;
	/** Answers before anything is done; nothing when this request is not struck. */
	instead?(scene: Scene, settings: S): Reply | undefined;
	/** Changes an answer after the work was done; nothing when it stays. */
	afterwards?(reply: Reply, scene: Scene, settings: S): Reply | undefined;
	/** Leaves an object out of lists, by its ID. */
	hides?(id: string, scene: Pick<Scene, 'clock' | 'since'>, settings: S): boolean;
}

/** Keeps the settings of an oddity typed. */
export const oddity = <const S extends object>(entry: Oddity<Writable<S>> & { settings: S }): Oddity<Writable<S>> =>
	entry;

/** `6` becomes `number`, so that a setting can be set. */
type Writable<S> = {
	-readonly [K in keyof S]: S[K] extends number
		? number
		: S[K] extends boolean
			? boolean
			: S[K] extends readonly string[]
				? readonly string[]
				: S[K] extends string
					? string
					: S[K];
};
