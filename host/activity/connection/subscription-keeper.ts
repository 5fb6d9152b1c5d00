/** Keeps the node's subscriptions for the activity stream in step at X for as long as the trigger is active. */
import type { Delivered } from '../../../api/push/activity';
import { isOf, syncSubscriptions, type SyncedSubscriptions } from '../../../api/push/stream-subscriptions';
import { unsubscribe } from '../../../api/push/standing';
import { Keeper, type Life } from '../../connection/keeper';
import { markOf } from '../../connection/mark';
import { ACTIVATION } from '../../shared/settings';
import { openApp, type ConnectionContext } from '../app';
import { settingOf } from '../setting';
import type { ITriggerFunctions } from 'n8n-workflow';

export class SubscriptionKeeper extends Keeper {
	protected readonly what = 'subscriptions';
	private synced: SyncedSubscriptions = { standing: [], own: [] };

	constructor(
		private readonly trigger: ConnectionContext,
		life: Life,
	) {
		super(trigger as ITriggerFunctions, life);
	}

	/** Accounts are looked up anew: the credential may have been connected to another one. */
	protected async put(isTest: boolean): Promise<void> {
		const { app, by, wanted } = await settingOf(this.trigger);
		this.synced = await syncSubscriptions(app.client, by.client, markOf(this.trigger), wanted, isTest);
	}

	delivers(event: Delivered): boolean {
		return isOf(event, this.synced.standing);
	}

	async removeOwn(): Promise<void> {
		await this.settled();
		const { own } = this.synced;
		if (own.length === 0) return;
		const { client } = await openApp(this.trigger, ACTIVATION);
		await unsubscribe(client, own);
		this.synced = { standing: [], own: [] };
	}
}
