/** Life cycle of the X Stream Trigger: holds a stream open until n8n closes it. */
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { toNodeError } from '../shared/node-error';
import { credentialOf } from '../session/credential';
import { openAppSession } from '../session/session';
import { NAMES } from '../shared/names';
import { ACTIVATION } from '../shared/settings';
import { StreamHolder } from './holder';
import { settingOf } from './setting';

export async function hold(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const isTest = context.getMode() === 'manual';
	let holder: StreamHolder | undefined;
	let isClosed = false;
	const open = async () => {
		const setting = settingOf(context);
		const credential = credentialOf(context.getNodeParameter(NAMES.authentication, 'bearerToken'));
		const session = await openAppSession(context, credential, ACTIVATION);
		// A test may be stopped at any moment.
		if (isClosed) return;
		holder = new StreamHolder(context, setting, credential, session);
		await holder.start(isTest);
	};
	const start = async () =>
		await open().catch((error: unknown) => {
			throw toNodeError(context.getNode(), error, 0);
		});
	if (!isTest) await start();
	return {
		closeFunction: async () => {
			isClosed = true;
			await holder?.close();
		},
		...(isTest ? { manualTriggerFunction: start } : {}),
	};
}
