import { LIMITS } from './limits';
import { LISTS } from './lists';
import { OBJECTS } from './objects';
import { SHAPES } from './shapes';
import { TRANSPORT } from './transport';
import { WRITES } from './writes';
import type { Oddity } from './types';

/** Every way in which this X can deviate, as reported by users; a new one is an entry in one of these. */
export const CATALOGUE = { ...TRANSPORT, ...WRITES, ...LIMITS, ...LISTS, ...OBJECTS, ...SHAPES };

export type OddityName = keyof typeof CATALOGUE;
export type SettingsOf<N extends OddityName> = (typeof CATALOGUE)[N] extends Oddity<infer S> ? S : never;

export const ODDITIES = Object.keys(CATALOGUE) as OddityName[];
export const isOddity = (name: string): name is OddityName => Object.hasOwn(CATALOGUE, name);
/** Without the type of its settings, for code that treats all entries alike. */
export const entryOf = (name: OddityName): Oddity => CATALOGUE[name];
