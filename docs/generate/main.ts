/** `npm run docs`: writes docs/operations.md and the tables of docs/triggers.md from the rows of the connector schema, the table of docs/local-x.md from the oddities of the local X, and docs/examples.md from the notes of the example workflows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from '../../connector';
import { readWorkflow } from '../../demo/workflows';
import { examplesPage } from './examples';
import { localXPage } from './oddities';
import { operationsPage } from './operations';
import { TABLE_NAMES, triggersPage } from './triggers';

export const PAGE = join(__dirname, '..', 'operations.md');
export const TRIGGERS = join(__dirname, '..', 'triggers.md');
export const LOCAL_X = join(__dirname, '..', 'local-x.md');
export const EXAMPLES_PAGE = join(__dirname, '..', 'examples.md');

if (require.main === module) {
	writeFileSync(PAGE, operationsPage(RESOURCES));
	writeFileSync(TRIGGERS, triggersPage(readFileSync(TRIGGERS, 'utf8')));
	writeFileSync(EXAMPLES_PAGE, examplesPage(readFileSync(EXAMPLES_PAGE, 'utf8'), readWorkflow));
	writeFileSync(LOCAL_X, localXPage(readFileSync(LOCAL_X, 'utf8')));
	console.log(
		`Wrote docs/operations.md (${RESOURCES.length} resources, ${RESOURCES.flatMap(({ operations }) => operations).length} operations) and ${TABLE_NAMES.length} tables of docs/triggers.md, the table of docs/local-x.md and the examples.`,
	);
}
