/**
 * A sentence for what the chosen kind of credential cannot do. n8n chooses the kind along with a credential, and leaves
 * the operation as it is, even if it is not in the list of that kind.
 */
import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../connector';
import { NAMES } from '../shared/names';
import { authenticationsOf, type Authentication } from './in-panel';
import { notice } from './parts';
import { rectangles } from './rectangles';

const TEXT: Readonly<Record<Authentication, string>> = {
	bearerToken:
		'A Bearer token acts for no account, so it cannot do this. Choose another operation, or a credential with OAuth2.',
	oAuth2: 'Only an app can do this. Choose another operation, or a credential with a Bearer token.',
};

const namesIn = ({ operations }: Resource, without?: Authentication): string[] =>
	operations.filter((operation) => !without || !authenticationsOf(operation).includes(without)).map(({ name }) => name);

export function withoutAccess(resources: readonly Resource[], kind: Authentication): INodeProperties[] {
	const known = new Map(resources.map((resource) => [resource.name, new Set(namesIn(resource))]));
	const closed = new Map(resources.map((resource) => [resource.name, namesIn(resource, kind)]));
	return rectangles(new Map([...closed].filter(([, names]) => names.length > 0)), known).map((show) => ({
		...notice(TEXT[kind]),
		name: NAMES.withoutAccess,
		displayOptions: { show: { [NAMES.authentication]: [kind], ...show } },
	}));
}
