/** Draws a field that stands in the panel itself: "From List" only for credentials that the list can be asked for with. */
import type { INodeProperties } from 'n8n-workflow';
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

/** The kinds of credential that an operation can be called with. */
export const authenticationsOf = (operation: Pick<Operation, 'access' | 'instead'>): Authentication[] => [
	...new Set([operation, ...(operation.instead ? [operation.instead.endpoint] : [])].flatMap(credentialsOf)),
];

/** Those that X lists objects of a kind for; what is listed of the connected account needs one. */
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

/** One parameter, or one for each kind of credential where only one of them can list what there is. */
export function drawInPanel(field: Field, operation: Pick<Operation, 'access' | 'instead'>): INodeProperties[] {
	if (field.kind !== 'object') return [withList(field)];
	const listing = listingOf(field.of);
	const all = authenticationsOf(operation);
	const [can, cannot] = [all.filter((each) => listing.includes(each)), all.filter((each) => !listing.includes(each))];
	if (cannot.length === 0) return [withList(field)];
	return can.length === 0 ? [withoutList(field)] : [only(withList(field), can), only(withoutList(field), cannot)];
}
