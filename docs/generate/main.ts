/** `npm run docs`: writes docs/operations.md from the rows of the connector schema. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from '../../connector';
import { operationsPage } from './operations';

export const PAGE = join(__dirname, '..', 'operations.md');

if (require.main === module) {
	writeFileSync(PAGE, operationsPage(RESOURCES));
	console.log(
		`Wrote docs/operations.md: ${RESOURCES.length} resources, ${RESOURCES.flatMap(({ operations }) => operations).length} operations.`,
	);
}
