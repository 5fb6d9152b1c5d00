/** Keeps the node's rules in step at X for as long as the trigger is active. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { removeRules, syncRules, type Standing, type Synced } from '../../api/push/stream-rules';
import { keepTrying, stopTrying } from '../connection/keep-trying';
import { Keeper, type Life } from '../connection/keeper';
import type { Session } from '../session/session';
import { noteLeft, noteRemoved, removeLeft } from './left-rules';
import type { StreamSetting } from './setting';

export class RuleKeeper extends Keeper {
	protected readonly what = 'rules';
	private synced: Synced = { rules: [], own: [] };

	constructor(
		private readonly trigger: ITriggerFunctions,
		private readonly setting: Pick<StreamSetting, 'mark' | 'rules' | 'keepRules'>,
		private readonly session: Pick<Session, 'client' | 'owner'>,
		life: Life,
	) {
		super(trigger, life);
	}

	/** The wanted rules as X has them. */
	get rules(): readonly Standing[] {
		return this.synced.rules;
	}

	/** Identifies the node; its test mode counts separately. */
	private get node(): string {
		return `${this.setting.mark} ${this.trigger.getMode() === 'manual' ? 'test' : ''}`;
	}

	protected async put(isTest: boolean): Promise<void> {
		const { mark, rules } = this.setting;
		const { client, owner } = this.session;
		// What an earlier deactivation is about to remove may be wanted again.
		stopTrying(this.node);
		await removeLeft(client, owner, this.node);
		this.synced = await syncRules(client, mark, rules, isTest);
		noteRemoved(owner, this.node);
	}

	/** If X is away, this follows once X is back, or with the next trigger of the credential. */
	async removeOwn(): Promise<void> {
		await this.settled();
		const { own } = this.synced;
		if (this.setting.keepRules || own.length === 0) return;
		this.synced = { ...this.synced, own: [] };
		const { client, owner } = this.session;
		const { logger } = this.trigger;
		const node = this.trigger.getNode().name;
		const warn = (message: string) => logger.warn(`X Stream Trigger: ${message}`, { node });
		noteLeft(owner, this.node, own);
		await keepTrying({
			key: this.node,
			what: 'Removing its rules',
			attempt: async () => {
				await removeRules(client, own);
				noteRemoved(owner, this.node);
			},
			info: (message) => logger.info(`X Stream Trigger: ${message}`, { node }),
			warn,
		}).catch((error: Error) =>
			warn(
				`its rules could not be removed at X: ${error.message.replace(/\.?$/, '.')} The next trigger of this credential tries again, as long as n8n is not restarted.`,
			),
		);
	}
}
