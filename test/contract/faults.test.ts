/** Rows are held to what they say without X's specification: every wrong row is told by its name and its fault. */
import { faultsOf } from '../../contract/faults/faults';
import { fieldFaults } from '../../contract/faults/field-faults';
import { RESOURCES } from '../../connector';
import { TRIGGER_EVENTS } from '../../connector/triggers';
import { withRow } from './support';
import { wrongFields } from './wrong-fields';
import { wrongRows } from './wrong-rows';

it.each(RESOURCES.flatMap(({ name, operations }) => operations.map((row) => [`${name}.${row.name}`, row] as const)))(
	'%s has no fault',
	(_, row) => expect(faultsOf(row)).toEqual([]),
);

it.each(TRIGGER_EVENTS.map((event) => [event.name, event] as const))(
	'the event %s has no fault in its fields',
	(_, event) => expect(fieldFaults(event.fields)).toEqual([]),
);

it('no two operations of a resource have one name', () => {
	for (const { operations } of RESOURCES) {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)]);
	}
});

it.each([...wrongFields, ...wrongRows])('told: %s (%s)', (_, name, change, fault) => {
	const [resource, operation] = name.split('.');
	const row = withRow(name, change)
		.find((each) => each.name === resource)
		?.operations.find((each) => each.name === (operation as string));
	expect(row && faultsOf(row)).toContain(fault);
});
