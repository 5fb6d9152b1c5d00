/** What X may show otherwise than expected of an item's files, wherever its values have them. */
import type { CheckedMedia } from '../../../../api/media/file';
import { RESOURCES, type Operation } from '../../../../connector';
import { mediaNotes } from '../../../../host/action/output/media-notes';
import type { CheckedItem } from '../../../../host/shared/types';

const operation = (resource: string, name: string): Operation =>
	RESOURCES.find((each) => each.name === resource)!.operations.find((each) => each.name === name)!;
const CREATE = operation('post', 'create');
const THREAD = operation('post', 'createThread');
const UPLOAD = operation('media', 'upload');

const file = (note?: string) => ({ file: {}, kind: 'image', type: 'image/png', note }) as unknown as CheckedMedia;
const media = (...notes: Array<string | undefined>) => ({ files: notes.map(file), ids: ['7'] });
const notes = (by: Operation, values: CheckedItem['values'], files?: CheckedItem['files']) =>
	mediaNotes(by, { values, files } as CheckedItem);

it.each<[string, Operation, CheckedItem['values'], string[]]>([
	['a file of a post', CREATE, { media: media('One', undefined, 'Two') }, ['One', 'Two']],
	['a file that is uploaded', UPLOAD, { file: file('One') }, ['One']],
	[
		'files of the parts of a thread',
		THREAD,
		{ parts: [{ text: 'a', media: media('One') }, { text: 'b' }, { text: 'c', media: media('Two') }] },
		['One', 'Two'],
	],
	['a post without a file', CREATE, { text: 'Words', media: undefined }, []],
	['a file without anything to say', CREATE, { media: media(undefined) }, []],
	['what only looks like a file', CREATE, { text: file('One') as never }, []],
	['a file that has not been opened', UPLOAD, { file: { file: {}, note: 'One' } as never }, []],
	['a file without its content', UPLOAD, { file: { kind: 'image', note: 'One' } as never }, []],
	['what is no object', CREATE, { media: null as never }, []],
])('%s', (_, by, values, expected) => expect(notes(by, values)).toEqual(expected));

it('of files that the text of an article names', () =>
	expect(notes(CREATE, {}, new Map([['https://example.com/a.png', file('One')]]))).toEqual(['One']));

it('nothing where the operation only tells of the files', () =>
	expect(notes({ ...CREATE, offline: true }, { media: media('One') })).toEqual([]));
