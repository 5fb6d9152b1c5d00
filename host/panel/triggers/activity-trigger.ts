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
import { accountLine, loadAccount } from '../account-line';
import { drawTriggerFields, notice } from '../parts';
import { authentication } from '../properties';

/** A Bearer token belongs to no account, so it has no own events. */
const withoutOwn = (property: INodeProperties): INodeProperties =>
	property.name === eventsOf.name
		? {
				...property,
				options: (property.options as INodePropertyOptions[]).map((option) =>
					option.value === 'own'
						? { ...option, displayOptions: { show: { [NAMES.authentication]: ['oAuth2'] } } }
						: option,
				),
			}
		: property;

const onlyFor = (way: string, property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { [delivery.name]: [way] } },
});

const [how, ...others] = drawTriggerFields(activityFields, activityOptions).map(withoutOwn);

export const activityProperties: INodeProperties[] = [
	authentication('oAuth2'),
	accountLine,
	how,
	onlyFor('connection', notice(connectionNotice)),
	onlyFor('webhook', notice(webhookNotice)),
	...others,
];

export const loadOptions = loadAccount;
