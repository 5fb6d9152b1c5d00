/**
 * Places with trends, by WOEID (Yahoo's Where On Earth ID). X's API has no list of them: these are common ones, any
 * other can be given by ID.
 */
const COUNTRIES: Readonly<Record<string, number>> = {
	Argentina: 23424747,
	Australia: 23424748,
	Austria: 23424750,
	Belgium: 23424757,
	Brazil: 23424768,
	Canada: 23424775,
	Chile: 23424782,
	Colombia: 23424787,
	Denmark: 23424796,
	Egypt: 23424802,
	France: 23424819,
	Germany: 23424829,
	India: 23424848,
	Indonesia: 23424846,
	Ireland: 23424803,
	Israel: 23424852,
	Italy: 23424853,
	Japan: 23424856,
	Kenya: 23424863,
	Malaysia: 23424901,
	Mexico: 23424900,
	Netherlands: 23424909,
	'New Zealand': 23424916,
	Nigeria: 23424908,
	Norway: 23424910,
	Pakistan: 23424922,
	Philippines: 23424934,
	Poland: 23424923,
	Portugal: 23424925,
	'Saudi Arabia': 23424938,
	Singapore: 23424948,
	'South Africa': 23424942,
	'South Korea': 23424868,
	Spain: 23424950,
	Sweden: 23424954,
	Switzerland: 23424957,
	'United Arab Emirates': 23424738,
	'United Kingdom': 23424975,
	'United States': 23424977,
};
const CITIES: Readonly<Record<string, number>> = {
	London: 44418,
	'Los Angeles': 2442047,
	'New York': 2459115,
	Tokyo: 1118370,
};

/** The whole world first, then countries, then cities. */
export const PLACES = Object.entries({ Worldwide: 1, ...COUNTRIES, ...CITIES }).map(([name, woeid]) => ({
	name,
	value: String(woeid),
}));
