import { idLines, jsonLines, storageAddress } from '../../../api/objects/compliance';

const ENDPOINT = 'GET /2/compliance/jobs/{id}';

describe('The addresses of a compliance job', () => {
	it.each([
		'https://storage.googleapis.com/bucket/1?signature=x',
		'http://127.0.0.1:4000/upload',
		'http://127.0.0.1/upload',
	])('are used: %s', (address) => {
		expect(storageAddress(address, ENDPOINT)).toBe(address);
	});

	it.each([
		undefined,
		'',
		'http://storage.googleapis.com/bucket',
		'http://127.0.0.1.example.com/',
		'http://127.0.0.1@example.com/',
		'https://user:pass@example.com/',
		'ftp://example.com/',
		'file:///etc/passwd',
		'storage',
	])('are refused: %s', (address) => {
		expect(() => storageAddress(address, ENDPOINT)).toThrow('X did not return an address');
	});
});

describe('What goes up and comes down', () => {
	it('is one ID per line', () => {
		expect(idLines(['1849000000000000000', '20'])).toBe('1849000000000000000\n20\n');
	});

	it('is one object per line', () => {
		expect(jsonLines('{"id":"1","action":"delete"}\r\n\n{"id":"2"}\n')).toEqual([
			{ id: '1', action: 'delete' },
			{ id: '2' },
		]);
		expect(jsonLines('')).toEqual([]);
	});

	it.each([
		['{"id":"1"}\n{"id":', 2],
		['null', 1],
		['nonsense', 1],
	])('names the line that is no object: %j', (text, line) => {
		expect(() => jsonLines(text)).toThrow(`Line ${line} of the results is not JSON`);
	});
});
