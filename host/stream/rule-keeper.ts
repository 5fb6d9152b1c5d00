/** Keeps the node's rules in step at X for as long as the trigger is active. */
import type { ITriggerFunctions } from 'n8n-workflow';
import type { XClient } from '../../api/client/call';
import type { XError } from '../../api/errors/errors';
import { settleCall } from '../../api/errors/outcome';
import { removeRules, syncRules, type Standing, type Synced } from '../../api/push/stream-rules';
import { tellFailure } from '../shared/n8n-versions';
import { toNodeError } from '../shared/node-error';
import { isPassing } from '../session/passing';
import type { StreamSetting } from './setting';

/** A stream stays open for days: somebody else may remove rules meanwhile. */
const EVERY_MS = 3_600_000;
/** After a failure; doubles. */
const AGAIN_MS = 5_000;

interface Surroundings {
	client: XClient;
	pause(ms: number): Promise<void>;
	isClosed(): boolean;
}

export class RuleKeeper {
	private synced: Synced = { rules: [], own: [] };
	/** One change after the other: two at once would add the same rule twice. */
	private last: Promise<unknown> = Promise.resolve();
	private isTold = false;
	private isTrying = false;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setting: Pick<StreamSetting, 'mark' | 'rules' | 'keepRules'>,
		private readonly around: Surroundings,
	) {}

	/** The wanted rules as X has them. */
	get rules(): readonly Standing[] {
		return this.synced.rules;
	}

	/** @param isTest leaves earlier rules of the node alone, for an active workflow */
	async sync(isTest = false): Promise<void> {
		const { mark, rules } = this.setting;
		const syncing = this.last.then(async () => await syncRules(this.around.client, mark, rules, isTest));
		this.last = syncing.catch(() => undefined);
		this.synced = await syncing;
	}

	/** Puts back what somebody else has removed. @returns why that is not possible */
	async putBack(): Promise<XError | undefined> {
		const synced = await settleCall(this.sync());
		if (synced.ok) this.isTold = false;
		return synced.ok ? undefined : synced.error;
	}

	/** Goes on until they are in step: without its rules, the stream delivers nothing. */
	async putBackAtLast(): Promise<void> {
		if (this.isTrying) return;
		this.isTrying = true;
		for (let ms = AGAIN_MS; !this.around.isClosed(); ms = Math.min(EVERY_MS, ms * 2)) {
			const error = await this.putBack();
			if (!error) break;
			this.tell(error);
			await this.around.pause(ms);
		}
		this.isTrying = false;
	}

	async watch(): Promise<void> {
		for (;;) {
			await this.around.pause(EVERY_MS);
			if (this.around.isClosed()) return;
			await this.putBackAtLast();
		}
	}

	/** What passes is tried again soon and not worth telling. */
	private tell(error: XError): void {
		if (this.isTold || isPassing(error)) return;
		this.isTold = true;
		const told = toNodeError(this.context.getNode(), error, 0);
		told.description = `${told.description ?? ''} Without its rules, the trigger receives nothing.`.trim();
		tellFailure(this.context, told);
	}

	async removeOwn(): Promise<void> {
		await this.last;
		const { own } = this.synced;
		if (this.setting.keepRules || own.length === 0) return;
		await removeRules(this.around.client, own).catch((error: Error) =>
			this.context.logger.warn(`X Stream Trigger: its rules could not be removed at X: ${error.message}`, {
				node: this.context.getNode().name,
			}),
		);
		this.synced = { ...this.synced, own: [] };
	}
}
