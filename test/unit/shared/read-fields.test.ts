/** The fields of a trigger, as n8n stores them. */
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { field, fields } from '../../../connector/types';
import { readField, readFields } from '../../../host/shared/read-fields';
import { inputError } from '../../support/unwired/surroundings';

const context = (parameters: IDataObject, timezone = 'UTC') =>
	({
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getTimezone: () => timezone,
	}) as unknown as IPollFunctions;

const account = field({ name: 'user', displayName: 'User', kind: 'user', front: true, default: 'me' });
const most = field({ name: 'most', displayName: 'Most', kind: 'number', min: 1, default: 5 });
const from = field({ name: 'from', displayName: 'From', kind: 'time' });

it('those of the panel are parameters, the others stand in a collection', () => {
	const parameters = { user: { mode: 'username', value: 'ada' }, options: { most: 7 }, filters: { most: 8 }, most: 9 };
	expect(readFields(context(parameters), [account, most])).toEqual({ user: '@ada', most: 7 });
	expect(readFields(context(parameters), [account, most], 'filters')).toEqual({ user: '@ada', most: 8 });
	expect(readField(context(parameters), most)).toBe(7);
});

it('what was not added, or left empty, has its default', () => {
	expect(readFields(context({}), [account, most, from])).toEqual({ user: 'me', most: 5, from: undefined });
	expect(readFields(context({ user: '', options: { most: '' } }), [account, most])).toEqual({ user: 'me', most: 5 });
	expect(readField(context({ options: { most: 0.5 + 0.5 } }), most)).toBe(1);
});

it("a time without a zone is in the workflow's", () => {
	const options = { from: '2026-05-01T08:00:00' };
	expect(readField(context({ options }, 'Europe/Warsaw'), from)).toBe('2026-05-01T06:00:00Z');
});

it('a field that the panel hides is not read', () => {
	const [kind, word] = fields([
		{
			name: 'kind',
			displayName: 'Kind',
			kind: 'choice',
			front: true,
			default: 'word',
			choices: [
				{ name: 'Word', value: 'word' },
				{ name: 'None', value: 'none' },
			],
		},
		{ name: 'word', displayName: 'Word', kind: 'text', required: true, showFor: { kind: ['word'] } },
	]);
	expect(readFields(context({ kind: 'word', word: 'tea' }), [kind, word])).toEqual({ kind: 'word', word: 'tea' });
	expect(readFields(context({ kind: 'none', word: 'tea' }), [kind, word])).toEqual({ kind: 'none' });
	expect(inputError(() => readFields(context({ kind: 'word' }), [kind, word])).message).toContain('Word');
});

it('what is wrong is named, whether it is a value or the whole collection', () => {
	expect(inputError(() => readField(context({ options: { most: 0 } }), most)).message).toContain('Most');
	expect(inputError(() => readField(context({ options: 'none' }), most)).message).toContain('options');
});

it('a test of a trigger may run as an execution, which has a parameter for each item', () => {
	const asked: unknown[] = [];
	const execution = {
		getInputData: () => [],
		getNodeParameter: (name: string, item: unknown, fallback: unknown) => {
			asked.push(item);
			return name === 'user' ? { mode: 'username', value: 'ada' } : fallback;
		},
		getTimezone: () => 'UTC',
	} as unknown as IPollFunctions;
	expect(readFields(execution, [account, most])).toEqual({ user: '@ada', most: 5 });
	expect(asked).toEqual([0, 0]);
});
