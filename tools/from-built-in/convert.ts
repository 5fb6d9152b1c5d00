/** Rewrites the nodes of n8n's built-in X node in an exported workflow to the X node of this package. */
import type { IDataObject, INode } from 'n8n-workflow';
import { CONVERSIONS } from './operations';
import { Reader } from './reader';

/** What n8n exports or copies to the clipboard, as far as it matters here. */
export interface ExportedWorkflow {
	name?: string;
	nodes: INode[];
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

/** Other nodes that read a name which is spelled differently now. */
function readers(nodes: readonly INode[]): Note[] {
	return nodes
		.filter(({ type }) => !(type in TYPES))
		.flatMap(({ name, parameters }) =>
			Object.entries(OLD_NAMES)
				.filter(([old]) => JSON.stringify(parameters).includes(old))
				.map(([old, now]) => ({ node: name, text: `Reads ${old}, which is ${now} in the output of the X node.` })),
		);
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
			...(converted.length > 0 ? readers(workflow.nodes) : []),
		],
	};
}
