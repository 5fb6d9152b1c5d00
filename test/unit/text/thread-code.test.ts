import { split } from '../../../api/text/thread';

test('A thread keeps code whole: in a line, and better before a fenced block than in it', () => {
	const install = 'Now run `npm install --save left-pad` and wait for it';
	expect(split(install, { limit: 50 })).toEqual(['Now run `npm install --save left-pad` and wait for', 'it']);
	expect(split(`Please do now in here run ${install.slice(8)}`, { limit: 50 })).toEqual([
		'Please do now in here run',
		'`npm install --save left-pad` and wait for it',
	]);
	const block = 'It is set as it was in the code:\n```js\nconst a = 1;\nconst b = 2;\n```\nThat is all.';
	expect(split(block, { limit: 60 })).toEqual([
		'It is set as it was in the code:',
		'```js\nconst a = 1;\nconst b = 2;\n```\nThat is all.',
	]);
	// A fence without an end is none, and a lone backtick begins no code.
	expect(split('The sign ``` is a fence.\nIt has to be closed again later on', { limit: 50 })).toEqual([
		'The sign ``` is a fence.',
		'It has to be closed again later on',
	]);
	expect(split('The sign ` is one that begins code and ends it', { limit: 30 })).toEqual([
		'The sign ` is one that begins',
		'code and ends it',
	]);
});
