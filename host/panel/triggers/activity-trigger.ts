/** The panel of the X Activity Trigger. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
	activityFields,
	activityOptions,
	connectionNotice,
	delivery,
	eventsOf,
	webhookNotice,
} from '../../../connector/triggers/activity';
import { NAMES } from '../../shared/names';
import { accountLine, loadAccount } from '../loaded/account-line';
import { appKeysNotice, drawTriggerFields, notice } from '../parts';
import { authentication } from '../properties';

/** A Bearer token belongs to no account, so it has no own events. */
function forCredentials(property: INodeProperties): INodeProperties[] {
	if (property.name !== eventsOf.name) return [property];
	const others = (property.options as INodePropertyOptions[]).filter(({ value }) => value !== property.default);
	return [
		onlyFor(NAMES.authentication, 'oAuth2', property),
		onlyFor(NAMES.authentication, 'bearerToken', { ...property, options: others, default: 'user' }),
	];
}

const onlyFor = (name: string, value: string, property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, [name]: [value] } },
});

const [how, ...others] = drawTriggerFields(activityFields, activityOptions).flatMap(forCredentials);

export const activityProperties: INodeProperties[] = [
	authentication('oAuth2'),
	accountLine,
	how,
	onlyFor(delivery.name, 'connection', appKeysNotice),
	onlyFor(delivery.name, 'connection', notice(connectionNotice)),
	onlyFor(delivery.name, 'webhook', notice(webhookNotice)),
	...others,
];

export const loadOptions = loadAccount;
