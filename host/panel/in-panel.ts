/** Renders a field directly in the panel, with "From List" only for credentials that can request the list. */
import type { INodeProperties } from 'n8n-workflow';
import { waysInto } from '../../connector/endpoints';
import { endpoints, type Endpoint, type Field, type Operation } from '../../connector';
import { objectKind, type ObjectName } from '../../connector/objects';
import { NAMES } from '../shared/names';
import { drawField } from './field';
import { once } from './once';

export type Authentication = 'oAuth2' | 'bearerToken';

const credentialsOf = ({ access }: Pick<Endpoint, 'access'>): Authentication[] => [
	...(access.user ? (['oAuth2'] as const) : []),
	...(access.app ? (['bearerToken'] as const) : []),
];

/** The kinds of credential that can call an operation. */
export const authenticationsOf = (operation: Pick<Operation, 'access' | 'instead' | 'asApp'>): Authentication[] => [
	...new Set(waysInto(operation).flatMap(credentialsOf)),
];

/** The credentials that can list objects of a kind; the connected account's own lists require one. */
const listingOf = once(
	(name: ObjectName) => name,
	(name): Authentication[] => {
		const { listed } = objectKind(name);
		if (!listed) return ['oAuth2', 'bearerToken'];
		const endpoint = endpoints().find((each) => each.endpoint === listed.endpoint);
		return endpoint ? credentialsOf(endpoint).filter((each) => !listed.self || each === 'oAuth2') : [];
	},
);

const withList = once(
	(field: Field) => field,
	(field) => drawField(field, false),
);
const withoutList = once(
	(field: Field) => field,
	(field) => drawField(field, false, false),
);
const only = (property: INodeProperties, authentications: readonly Authentication[]): INodeProperties => ({
	...property,
	displayOptions: { show: { [NAMES.authentication]: [...authentications], ...property.displayOptions?.show } },
});

/** One parameter, or one for each kind of credential if only one of them can list the objects. */
export function drawInPanel(field: Field, operation: Pick<Operation, 'access' | 'instead'>): INodeProperties[] {
	if (field.kind !== 'object') return [withList(field)];
	const listing = listingOf(field.of);
	const all = authenticationsOf(operation);
	const [can, cannot] = [all.filter((each) => listing.includes(each)), all.filter((each) => !listing.includes(each))];
	if (cannot.length === 0) return [withList(field)];
	return can.length === 0 ? [withoutList(field)] : [only(withList(field), can), only(withoutList(field), cannot)];
}
