/** The table of docs/local-x.md, from the catalogue of oddities; the prose around it is written by hand. Pure. */
import { CATALOGUE, ODDITIES } from '../../sandbox/oddities/catalogue';
import { code, table } from './markdown';

const PLACE = /<!-- table: oddities -->\n[\s\S]*?<!-- \/table -->/;

const oddityTable = (): string =>
	table(
		['Oddity', 'What it changes', 'Its own settings', 'Told by'],
		ODDITIES.map((name) => {
			const { title, description, settings, source, common } = CATALOGUE[name];
			const own = Object.entries({ ...settings, ...common }).map(([key, value]) =>
				code(`${key}: ${JSON.stringify(value)}`),
			);
			return [`${title}<br>${code(name)}`, description, own.join(', '), source];
		}),
	);

/** @param page the page as it is, with a place for the table */
export const localXPage = (page: string): string =>
	page.replace(PLACE, () => `<!-- table: oddities -->\n\n${oddityTable()}\n\n<!-- /table -->`);
