/** The table and the sections of docs/examples.md, from the notes in the example workflows; the prose around them is written by hand. Pure. */
import type { Workflow } from '../../demo/n8n/client';
import { link, list, table } from './markdown';

const PLACE = /<!-- examples -->\n[\s\S]*?<!-- \/examples -->/;

/** In the order in which people look for them. */
export const EXAMPLES: ReadonlyArray<readonly [file: string, summary: string]> = [
	['timeline-to-post', 'every morning the newest picture of an account, with new words, as a post of yours'],
	[
		'approve-before-post',
		'drafts from a form; a person approves or declines each by mail, with length, price and objections before their eyes',
	],
	['form-to-post', 'a web form with text, picture and its description'],
	['answer-mentions', 'questions to your account: a drafted reply, approval by mail, the reply on X'],
	['message-mentions', 'a direct message to whoever mentions your company, once for each mention'],
	[
		'encrypted-support-inbox',
		'what people write to your account on X Chat, decrypted; a drafted answer, approval by mail, the answer encrypted',
	],
	[
		'track-post-performance',
		'the numbers of your posts once a day in a data table, with what is new since the day before',
	],
	['save-bookmarks', 'what you bookmark on X, in a data table'],
	['alert-on-keyword', 'new posts that match a search, in one message'],
	['search-to-digest', 'a week of posts about something, summed up in one post'],
	['look-up-accounts', 'many profiles in one request'],
	[
		'content-calendar',
		'the rows of a data table that are due, with their media; link and cost come back into the row, failures are tried tomorrow, nothing twice',
	],
	['content-calendar-sheets', 'the same with the rows of a Google sheet'],
	[
		'picture-with-text',
		"a picture and a few words from a form; n8n's *Edit Image* writes them on it, and both go out as a post",
	],
	['feed-to-post', 'new articles, videos and products from RSS or Atom, with picture and link'],
	['article-to-thread', 'a long text from a form as a thread, its pictures over the parts'],
	['markdown-to-article', 'Markdown and a cover from a form as an X Article'],
	['several-accounts', 'one post to the accounts that are ticked, each with its own credential'],
	['plug-what-does-well', 'once a post has 100 likes: a repost, and a reply that tells where there is more'],
	['weekly-report', 'the numbers of the account and its posts in one mail, with bars'],
	[
		'mentions-to-slack',
		'mentions and keywords with their sentiment, in one message, with which of them you may answer',
	],
	['mentions-to-telegram', 'the same, to a Telegram chat'],
	['archive-conversation', "a post's whole conversation, as rows of a data table and its media in a folder"],
	['agent-with-review', 'an AI agent that searches, drafts and posts what a person approves by mail'],
	['x-over-mcp', 'ten tools for Claude, Cursor and other assistants, behind a token'],
];

/** What nodes besides those of X need before they run. */
const NEEDS: Readonly<Record<string, string>> = {
	'n8n-nodes-base.emailSend': 'mail (SMTP)',
	'n8n-nodes-base.emailSendHitlTool': 'mail (SMTP)',
	'n8n-nodes-base.googleSheets': 'Google Sheets',
	'n8n-nodes-base.telegram': 'a Telegram bot',
	'n8n-nodes-base.editImage': "GraphicsMagick on the server (n8n's Docker image has it)",
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'an AI model',
	'@n8n/n8n-nodes-langchain.mcpTrigger': 'a token of your choice',
};

/** A note is a heading, a paragraph, the steps and the costs. */
function readNote({ name, nodes }: Workflow): { does: string; steps: string; costs: string } {
	const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote')?.parameters.content as string;
	const parts = /^## .+\n([^]+?)\n\n\*\*To make it yours\*\*\n([^]+?)\n\n\*\*Costs per run:\*\* ([^]+)$/.exec(
		note.trim(),
	);
	if (!parts) throw new Error(`The note of ${name} is not a heading, what it does, steps and costs.`);
	const [, does, steps, costs] = parts;
	return { does, steps, costs };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function needsOf({ nodes }: Workflow): string {
	const needs = new Set(nodes.flatMap(({ type }) => NEEDS[type] ?? []));
	if (nodes.some(({ parameters }) => JSON.stringify(parameters).includes('hooks.slack.com')))
		needs.add('a Slack webhook');
	return needs.size === 0 ? 'nothing' : list([...needs]);
}

/** @param read a workflow by its file */
export function examplesPage(page: string, read: (file: string) => Workflow): string {
	const examples = EXAMPLES.map(([file, summary]) => {
		const workflow = read(`${file}.json`);
		return { file, summary, workflow, ...readNote(workflow) };
	});
	const rows = examples.map(({ summary, workflow, costs }) => [
		link(workflow.name, workflow.name),
		summary,
		needsOf(workflow),
		sentence(costs),
	]);
	const sections = examples.map(({ file, workflow, does, steps }) => {
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote').map(({ name }) => name);
		return [
			`## ${workflow.name}`,
			`[${file}.json](../workflows/${file}.json): ${does}`,
			`![The canvas of ${workflow.name} in n8n, with its note and its nodes: ${list(nodes)}](images/example-${file}.webp)`,
			steps,
		].join('\n\n');
	});
	const head = ['Workflow', 'What it does', 'Needs besides X', 'A run costs'];
	const written = [table(head, rows), ...sections].join('\n\n');
	return page.replace(PLACE, () => `<!-- examples -->\n\n${written}\n\n<!-- /examples -->`);
}
