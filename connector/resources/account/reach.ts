/** What a credential can do, derived from the rows: which operations its missing scopes close, and which need another. */
import { endpointsOf, waysInto } from '../../endpoints';
import type { CredentialInUse, Operation, Resource, Scope } from '../../types';

export interface Named {
	/** As in the panel: `Post > Create`. */
	name: string;
	operation: Operation;
}

/** An operation, and the scopes it lacks. */
interface Lacking {
	operation: string;
	missing_scopes: Scope[];
}

export const named = (resources: readonly Resource[]): Named[] =>
	resources.flatMap(({ displayName, operations }) =>
		operations.map((operation) => ({ name: `${displayName} > ${operation.displayName}`, operation })),
	);

const scopesOf = ({ operation }: Named): Scope[] => [
	...new Set(endpointsOf(operation).flatMap(({ access }) => access.user ?? [])),
];

/** Every scope that some operation needs, and `offline.access`, without which the connection ends after two hours. */
export const neededScopes = (all: readonly Named[]): Scope[] =>
	[...new Set<Scope>([...all.flatMap(scopesOf), 'offline.access'])].sort();

/** @param missing scopes that were not granted */
export function lackingIn(all: readonly Named[], missing: readonly Scope[]) {
	const lacks = (scopes: readonly Scope[]) => scopes.filter((scope) => missing.includes(scope));
	const listed = (some: readonly Named[], scopesIn: (each: Named) => readonly Scope[]): Lacking[] =>
		some.map((each) => ({ operation: each.name, missing_scopes: lacks(scopesIn(each)) }));
	const first = ({ operation }: Named): readonly Scope[] => (operation.offline ? [] : (operation.access.user ?? []));
	const closed = all.filter((each) => lacks(first(each)).length > 0);
	const partly = all.filter((each) => !closed.includes(each) && lacks(scopesOf(each)).length > 0);
	return { closed: listed(closed, first), partly: listed(partly, scopesOf) };
}

/** Operations that the other kind of credential is needed for. */
export const needOther = (all: readonly Named[], { kind }: Pick<CredentialInUse, 'kind'>): string[] =>
	all.filter(({ operation }) => waysInto(operation).every(({ access }) => !access[kind])).map(({ name }) => name);

/** What X restricts for reasons other than the credential: the plan of the app, Premium, enrolment. */
export const restricted = (all: readonly Named[]) =>
	all.flatMap(({ name, operation: { notice } }) => (notice ? [{ operation: name, restriction: notice }] : []));
