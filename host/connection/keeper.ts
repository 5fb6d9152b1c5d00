/** Keeps what a trigger has set up at X in step for as long as the trigger is active. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { settle } from '../../api/errors/outcome';
import { isPassing } from '../session/passing';
import { tellFailure } from '../shared/n8n-versions';
import { toNodeError } from '../shared/node-error';

/** A stream stays open for days: somebody else may remove what it needs meanwhile. */
const EVERY_MS = 3_600_000;
/** After a failure; doubles. */
const AGAIN_MS = 5_000;

/** The life of the trigger. */
export interface Life {
	pause(ms: number): Promise<void>;
	isClosed: boolean;
}

export abstract class Keeper {
	/** One change after the other: two at once would add the same thing twice. */
	private last: Promise<unknown> = Promise.resolve();
	private isTold = false;
	private isTrying = false;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly life: Life,
	) {}

	/** What the trigger receives nothing without, in a word: `rules`. */
	protected abstract readonly what: string;

	/** @param isTest leaves earlier entries of the node alone, for an active workflow */
	protected abstract put(isTest: boolean): Promise<void>;

	async sync(isTest = false): Promise<void> {
		const syncing = this.last.then(async () => await this.put(isTest));
		this.last = syncing.catch(() => undefined);
		await syncing;
	}

	/** Once no change is under way. */
	protected async settled(): Promise<void> {
		await this.last;
	}

	/** Puts back what somebody else has removed. @returns why that is not possible */
	async putBack(): Promise<unknown> {
		const synced = await settle(this.sync());
		if (synced.ok) this.isTold = false;
		return synced.ok ? undefined : synced.error;
	}

	/** Goes on until they are in step. */
	async putBackAtLast(): Promise<void> {
		if (this.isTrying) return;
		this.isTrying = true;
		for (let ms = AGAIN_MS; !this.life.isClosed; ms = Math.min(EVERY_MS, ms * 2)) {
			const error = await this.putBack();
			if (!error) break;
			this.tell(error);
			await this.life.pause(ms);
		}
		this.isTrying = false;
	}

	async watch(): Promise<void> {
		for (;;) {
			await this.life.pause(EVERY_MS);
			if (this.life.isClosed) return;
			await this.putBackAtLast();
		}
	}

	/** What passes is tried again soon and not worth telling. */
	private tell(error: unknown): void {
		if (this.isTold || isPassing(error)) return;
		this.isTold = true;
		const told = toNodeError(this.context.getNode(), error, 0);
		told.description = `${told.description ?? ''} Without its ${this.what}, the trigger receives nothing.`.trim();
		tellFailure(this.context, told);
	}
}
