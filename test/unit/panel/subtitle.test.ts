/** The operation on the canvas, as n8n evaluates a subtitle. */
import { Workflow, type INode, type INodeType } from 'n8n-workflow';
import { RESOURCES } from '../../../connector';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';
import { NodeTypes } from '../../support/n8n/run-node';

function subtitle(type: INodeType, parameters: INode['parameters']): unknown {
	const node: INode = { id: 'a', name: 'X', type: 'x', typeVersion: 1, position: [0, 0], parameters };
	const nodeTypes = new NodeTypes({ x: type });
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		workflow.getNode('X') as INode,
		type.description.subtitle,
		'internal',
		{},
	);
}

const TYPES = { X: new X(), XDeveloper: new XDeveloper() };

it.each(RESOURCES.flatMap((resource) => resource.operations.map((operation) => ({ resource, operation }))))(
	'$resource.displayName > $operation.displayName',
	({ resource, operation }) => {
		const shown = subtitle(TYPES[resource.node], { resource: resource.name, operation: operation.name });
		const [named, about] = String(shown).split(': ');
		expect(named).toBe(operation.displayName);
		// What says only what is done is followed by what it is done to.
		if (/^(\w+|Get Many)$/.test(operation.displayName)) expect(resource.displayName).toContain(about);
		else expect(about).toBeUndefined();
	},
);

it('names what the panel shows of a new node', () => expect(subtitle(new X(), {})).toBe('Create: Post'));
