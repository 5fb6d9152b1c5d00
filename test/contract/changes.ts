/** Ways of making a row wrong. */
import type { Operation } from '../../connector';
import { withField } from './support';

export type Change = (row: Operation) => Operation;
/** Changes as the compiler would not let them be. */
export const more =
	(changes: object): Change =>
	(row) =>
		({ ...row, ...changes }) as Operation;
export const edit = (name: string, changes: object): Change => withField(name, (field) => ({ ...field, ...changes }));
export const without = (name: string): Change => withField(name, () => undefined);
export const plus =
	(field: object): Change =>
	(row) =>
		({ ...row, fields: [...row.fields, field] }) as Operation;
export const a = { name: 'a', displayName: 'A', kind: 'text' };
export const endpoint = { endpoint: 'GET /2/tweets/search/all', access: { app: true } };

/** What is wrong, in which row, how it comes about, and what is reported. */
export type Wrong = readonly [what: string, row: string, change: Change, fault: string];
