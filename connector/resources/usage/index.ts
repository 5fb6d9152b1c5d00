import { operation, resource } from '../../types';

const getUsage = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get usage',
	description: 'Retrieve how many posts the app has read each day. X does not provide the credit balance.',
	endpoint: 'GET /2/usage/tweets',
	access: { app: true },
	limits: { app: ['50/15min'] },
	fields: [
		{
			name: 'days',
			displayName: 'Days',
			kind: 'number',
			to: 'query.days',
			front: true,
			default: 7,
			min: 1,
			max: 90,
			description: 'How many days to look back, from 1 to 90',
		},
	],
	returns: 'usage',
});

export const usage = resource({ name: 'usage', displayName: 'Usage', node: 'XDeveloper', operations: [getUsage] });
