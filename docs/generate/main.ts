/** `npm run docs`: writes docs/operations.md and the tables of docs/triggers.md from the rows of the connector schema. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from '../../connector';
import { operationsPage } from './operations';
import { TABLE_NAMES, triggersPage } from './triggers';

export const PAGE = join(__dirname, '..', 'operations.md');
export const TRIGGERS = join(__dirname, '..', 'triggers.md');

if (require.main === module) {
	writeFileSync(PAGE, operationsPage(RESOURCES));
	writeFileSync(TRIGGERS, triggersPage(readFileSync(TRIGGERS, 'utf8')));
	console.log(
		`Wrote docs/operations.md (${RESOURCES.length} resources, ${RESOURCES.flatMap(({ operations }) => operations).length} operations) and ${TABLE_NAMES.length} tables of docs/triggers.md.`,
	);
}
