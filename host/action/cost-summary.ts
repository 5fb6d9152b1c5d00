/** What a run cost, in words, for display beside the output. */
import type { CostLine, Meter } from '../../api/money/meter';
import { OWNED_READ_USD } from '../../api/money/prices';
import { usd } from '../../api/money/usd';
import { RESOURCES, type Operation } from '../../connector';

const reported = ({ count, price, usd: sum }: CostLine): string => `${count} × ${price} = ${usd(sum)}`;

/** The operation that reads an endpoint, by its name in the panel. */
function nameOf(endpoint: string): string {
	const [name] = RESOURCES.flatMap(({ displayName, operations }) =>
		operations.filter((each) => each.endpoint === endpoint).map((each) => `${displayName} > ${each.displayName}`),
	);
	return name;
}

/** Empty if nothing was charged. */
export const costSoFar = (meter: Meter): string =>
	meter.total() > 0 ? `Estimated cost of this run: ${usd(meter.total())}.` : '';

/** Empty if nothing was charged. */
export function billOf({ displayName }: Operation, meter: Meter): string {
	const lines = meter.lines();
	if (lines.length === 0) return '';
	const [along, owned] = [meter.along(), meter.owned()];
	const count = owned.reduce((sum, line) => sum + line.count, 0);
	return [
		`Estimated cost of this run: ${usd(meter.total())} for ${displayName} (${lines.map(reported).join(', ')}).`,
		'X charges for the same object only once a day, which this estimate ignores.',
		...(along.length > 0
			? [
					`It also leaves out included objects (Fields > Include): up to ${along.map(reported).join(' and ')} more, if X charges it.`,
				]
			: []),
		...(count > 0
			? [
					`${count} of these are the account's own: if it owns the app, X charges ${usd(OWNED_READ_USD)} for each (owned reads), ${usd(count * OWNED_READ_USD)} in all.`,
				]
			: []),
		...meter
			.ownedElsewhere()
			.map(
				(other) =>
					`${other.count} of these are the account's own: '${nameOf(other.endpoint)}' reads them for ${usd(OWNED_READ_USD)} each (owned reads), if the account owns the app.`,
			),
	].join(' ');
}
