/** Events of what X itself puts together: trends and news. */
import { byFullList, byWholeList } from '../../api/polling/ways/by-list';
import { PRICES } from '../../api/money/prices';
import { usd } from '../../api/money/usd';
import { searchNews } from '../resources/news';
import { getTrendsOfPlace } from '../resources/trend';
import { triggerEvent } from './types';

const [place, maxTrends] = getTrendsOfPlace.fields;
const [query, maxAge] = searchNews.fields;

export const trend = triggerEvent({
	name: 'trend',
	displayName: 'New Trend in Place',
	description: 'When something starts trending in a country, a city or worldwide',
	notice: `X charges ${usd(PRICES.Trends.usd)} for each poll, whether or not something is new`,
	source: getTrendsOfPlace,
	findNew: byFullList,
	key: 'trend_name',
	fields: [
		place,
		{ ...maxTrends, displayName: 'Among the Top', description: 'How many of the highest trends to look at' },
	],
});

export const newsStory = triggerEvent({
	name: 'newsStory',
	displayName: 'New News Story on Topic',
	description: "When X publishes a news story about something, which is X's summary of posts",
	notice: "X's price list does not say what news stories cost",
	source: searchNews,
	findNew: byWholeList,
	fields: [query, { ...maxAge, default: 24, description: 'How old a story may be when it is first found' }],
});
