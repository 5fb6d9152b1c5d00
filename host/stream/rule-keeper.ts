/** Keeps the node's rules in step at X for as long as the trigger is active. */
import type { ITriggerFunctions } from 'n8n-workflow';
import type { XClient } from '../../api/client/call';
import { removeRules, syncRules, type Standing, type Synced } from '../../api/push/stream-rules';
import { Keeper, type Life } from '../connection/keeper';
import type { StreamSetting } from './setting';

export class RuleKeeper extends Keeper {
	protected readonly what = 'rules';
	private synced: Synced = { rules: [], own: [] };

	constructor(
		private readonly trigger: ITriggerFunctions,
		private readonly setting: Pick<StreamSetting, 'mark' | 'rules' | 'keepRules'>,
		private readonly client: XClient,
		life: Life,
	) {
		super(trigger, life);
	}

	/** The wanted rules as X has them. */
	get rules(): readonly Standing[] {
		return this.synced.rules;
	}

	protected async put(isTest: boolean): Promise<void> {
		const { mark, rules } = this.setting;
		this.synced = await syncRules(this.client, mark, rules, isTest);
	}

	async removeOwn(): Promise<void> {
		await this.settled();
		const { own } = this.synced;
		if (this.setting.keepRules || own.length === 0) return;
		await removeRules(this.client, own).catch((error: Error) =>
			this.trigger.logger.warn(`X Stream Trigger: its rules could not be removed at X: ${error.message}`, {
				node: this.trigger.getNode().name,
			}),
		);
		this.synced = { ...this.synced, own: [] };
	}
}
