/** Shared by the command line and the tests: every comparison, with the accepted differences. */
import type { Resource } from '../connector';
import type { Agreements } from './agreements';
import { compareSchema, stillToCome } from './compare';
import type { Difference } from './difference';
import { AGREED, LEFT_OUT, SENT_BY_CODE } from './exceptions';
import type { Spec } from './specification/spec';
import { NOT_YET, WITHOUT_ROW } from './without-row';

const AGREEMENTS: Agreements = {
	leftOut: LEFT_OUT,
	sentByCode: SENT_BY_CODE,
	agreed: AGREED,
	withoutRow: WITHOUT_ROW,
	notYet: NOT_YET,
};

export const againstSpec = (resources: readonly Resource[], spec: Spec): Difference[] =>
	compareSchema(resources, spec, AGREEMENTS);

export const toCome = (resources: readonly Resource[], spec: Spec): string[] =>
	stillToCome(resources, spec, AGREEMENTS);

export { comparePrices, compareRates } from './specification/documented';
export { toLine, type Difference } from './difference';
export { pricingBeside, rateLimitsBeside, specFrom, specSource } from './specification/sources';
