/** Rewrites the nodes of n8n's built-in X node in an exported workflow to the X node of this package. */
import type { IDataObject, INode, IPinData } from 'n8n-workflow';
import { CONVERSIONS } from './operations';
import { Reader } from './reader';
import { isExpression } from './text';

/** What n8n exports or copies to the clipboard, as far as it matters here. */
export interface ExportedWorkflow {
	name?: string;
	nodes: INode[];
	/** Output that is kept for tests, by the name of the node. */
	pinData?: IPinData;
}

export interface Note {
	/** Name of the node. */
	node: string;
	text: string;
}

export interface Converted<Workflow> {
	workflow: Workflow;
	/** Names of the nodes that were rewritten. */
	converted: string[];
	/** What a person has to do or to look at. */
	notes: Note[];
}

const TYPES: Readonly<Record<string, string>> = {
	'n8n-nodes-base.twitter': 'n8n-nodes-x.x',
	'n8n-nodes-base.twitterTool': 'n8n-nodes-x.xTool',
};

/** Names of X's earlier vocabulary, which other nodes may read. */
const OLD_NAMES: Readonly<Record<string, string>> = {
	retweet_count: 'repost_count',
	referenced_tweets: 'referenced_posts',
	edit_history_tweet_ids: 'edit_history_post_ids',
};

const ofTool = (node: INode): IDataObject => {
	const { descriptionType, toolDescription } = node.parameters;
	return { ...(descriptionType ? { descriptionType } : {}), ...(toolDescription ? { toolDescription } : {}) };
};

function convertNode(node: INode): { node: INode; notes: readonly string[] } {
	const old = new Reader(node.parameters);
	const operations = CONVERSIONS[old.text('resource') || 'tweet'] ?? {};
	const conversion = operations[old.text('operation') || Object.keys(operations)[0]];
	if (!conversion) return { node, notes: ['This operation is not known: the node is left as it was.'] };
	const parameters = conversion.parameters(old, node.typeVersion);
	// A tool has no Full output; it returns what a model needs.
	if (node.type.endsWith('Tool') && parameters.output === 'full') {
		parameters.output = 'simplified';
		delete parameters.fields;
	}
	// The credential belongs to the built-in node and cannot be used here.
	const kept = { ...node };
	delete kept.credentials;
	return {
		node: {
			...kept,
			type: TYPES[node.type],
			typeVersion: 1,
			parameters: {
				...ofTool(node),
				authentication: 'oAuth2',
				resource: conversion.resource,
				operation: conversion.operation,
				...parameters,
			},
		},
		notes: old.notes,
	};
}

/** Texts that n8n evaluates; of other nodes every text, which may be code. */
function readTexts(value: unknown, expressionsOnly: boolean): string[] {
	if (typeof value === 'string') return !expressionsOnly || isExpression(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap((each) => readTexts(each, expressionsOnly));
}

/** Nodes that read a name which is spelled differently now; a built-in node chooses fields by these names, too. */
function readers(nodes: readonly INode[]): Note[] {
	return nodes.flatMap(({ name, type, parameters }) => {
		const texts = readTexts(parameters, type in TYPES).join('\n');
		return Object.entries(OLD_NAMES)
			.filter(([old]) => texts.includes(old))
			.map(([old, now]) => ({ node: name, text: `Reads ${old}, which is ${now} in the output of the X node.` }));
	});
}

export function convert<Workflow extends ExportedWorkflow>(workflow: Workflow): Converted<Workflow> {
	const results = workflow.nodes.map((node) => ({
		name: node.name,
		...(node.type in TYPES ? convertNode(node) : { node, notes: [] }),
	}));
	const converted = results.filter(({ node }, i) => node !== workflow.nodes[i]).map(({ name }) => name);
	return {
		workflow: { ...workflow, nodes: results.map(({ node }) => node) },
		converted,
		notes: [
			...converted.map((node) => ({ node, text: 'Choose an X OAuth2 API credential.' })),
			...results.flatMap(({ name, notes }) => notes.map((text) => ({ node: name, text }))),
			...converted
				.filter((node) => workflow.pinData?.[node])
				.map((node) => ({ node, text: 'Its pinned data is what the built-in node returned: unpin it.' })),
			...(converted.length > 0 ? readers(workflow.nodes) : []),
		],
	};
}
