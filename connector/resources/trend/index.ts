import { forPremium } from '../../shared/premium';
import { operation, resource } from '../../types';

export const getTrendsOfPlace = operation({
	name: 'getByPlace',
	displayName: 'Get Many by Place',
	action: 'Get many trends by place',
	description: 'Retrieve what is trending: the topics of a country, a city or worldwide',
	endpoint: 'GET /2/trends/by/woeid/{woeid}',
	access: { user: [], app: true },
	limits: { app: ['75/15min'] },
	price: 'Trends',
	fields: [
		{
			name: 'place',
			displayName: 'Place',
			kind: 'object',
			of: 'place',
			to: 'path.woeid',
			required: true,
			description: 'A common place from the list, or any place by its WOEID (Where On Earth ID)',
		},
		{
			name: 'maxTrends',
			displayName: 'Limit',
			kind: 'number',
			to: 'query.max_trends',
			front: true,
			default: 50,
			min: 1,
			max: 50,
			description: 'Max number of results to return',
		},
	],
	returns: 'trend',
});

const getPersonalTrends = operation({
	name: 'getPersonalized',
	displayName: 'Get Many Personalized',
	action: 'Get many personalized trends',
	description: 'Retrieve the trends that X shows to the connected account',
	notice: 'X provides personalized trends to X Premium accounts only',
	endpoint: 'GET /2/users/personalized_trends',
	access: { user: ['users.read', 'tweet.read'] },
	limits: { user: ['10/15min', '100/24h'], app: ['200/15min', '200/24h'] },
	price: 'Trends',
	fields: [],
	checkAccount: forPremium('personalized trends'),
	returns: 'personalizedTrend',
});

export const trend = resource({
	name: 'trend',
	displayName: 'Trend',
	node: 'X',
	operations: [getTrendsOfPlace, getPersonalTrends],
});
