import type { Clock } from '../clock';
import type { World } from '../world/world';

/** Settings shared by all oddities. */
export interface Common {
	/** The endpoint it applies to, as in X's specification; `*` for any. */
	endpoint: string;
	/** How often it applies; 0 for always. */
	times: number;
	/** How many requests it lets pass first. */
	after: number;
}

/** An answer before it is sent. */
export interface Reply {
	status: number;
	/** JSON, or plain text sent unchanged. */
	body: unknown;
	contentType?: string;
	headers?: Record<string, string>;
	/** Delay between one part of the body and the next, in milliseconds. */
	trickleMs?: number;
	/** The connection is closed in the middle of the body. */
	cut?: boolean;
}

/** A request that an oddity may affect. */
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

/** One way in which X deviates from its documentation. */
export interface Oddity<S extends object = object> {
	title: string;
	/** What it changes, in one sentence. */
	description: string;
	/** Where users report it. */
	source: string;
	/** Its own settings, with their defaults. */
	settings: S;
	/** Where and how often it applies by default. */
	common?: Partial<Common>;
	/** Answers before anything is done; undefined if it does not affect this request. */
	instead?(scene: Scene, settings: S): Reply | undefined;
	/** Changes an answer after the work was done; undefined to leave it unchanged. */
	afterwards?(reply: Reply, scene: Scene, settings: S): Reply | undefined;
	/** Whether to leave an object out of lists, by its ID. */
	hides?(id: string, scene: Pick<Scene, 'clock' | 'since'>, settings: S): boolean;
}

/** Preserves the types of an oddity's settings. */
export const oddity = <const S extends object>(entry: Oddity<Writable<S>> & { settings: S }): Oddity<Writable<S>> =>
	entry;

/** Widens literal types: `6` becomes `number`, so that a setting can be changed. */
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
