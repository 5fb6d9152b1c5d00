import { operation, resource } from '../../types';

const access = { user: ['tweet.read', 'users.read'], app: true } as const;

const getNewsStory = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get news story',
	description: "Retrieve a news story, which is X's summary of posts",
	endpoint: 'GET /2/news/{id}',
	access,
	limits: { app: ['200/15min'] },
	fields: [
		{
			name: 'newsStory',
			displayName: 'News Story',
			kind: 'object',
			of: 'newsStory',
			to: 'path.id',
			required: true,
			description: 'ID of the news story, as returned by Search',
		},
	],
	returns: 'news',
});

export const searchNews = operation({
	name: 'search',
	displayName: 'Search',
	action: 'Search news',
	description: "Search recent news stories, which are X's summaries of posts",
	endpoint: 'GET /2/news/search',
	access,
	limits: { user: ['200/15min'], app: ['200/15min'] },
	fields: [
		{
			name: 'query',
			displayName: 'Query',
			kind: 'text',
			to: 'query.query',
			required: true,
			maxLength: 2048,
			placeholder: 'e.g. space launch',
			description: 'Words to search for',
		},
		{
			name: 'maxAgeHours',
			displayName: 'Max Age (Hours)',
			kind: 'number',
			to: 'query.max_age_hours',
			default: 168,
			min: 1,
			max: 720,
			description: 'How old a story may be, up to 720 hours (30 days)',
		},
	],
	page: { size: { min: 1, max: 100 } },
	returns: 'news',
});

export const news = resource({ name: 'news', displayName: 'News', node: 'X', operations: [getNewsStory, searchNews] });
