/** The panel of the X Activity Trigger. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { activityFields, activityNotice, activityOptions, eventsOf } from '../../../connector/triggers/activity';
import { NAMES } from '../../shared/names';
import { accountLine, loadAccount } from '../account-line';
import { drawTriggerPanel } from '../parts';
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

export const activityProperties: INodeProperties[] = [
	authentication('oAuth2'),
	accountLine,
	...drawTriggerPanel(activityNotice, activityFields, activityOptions).map(withoutOwn),
];

export const loadOptions = loadAccount;
