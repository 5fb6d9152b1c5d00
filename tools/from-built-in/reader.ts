import type { IDataObject, INodeParameterResourceLocator } from 'n8n-workflow';
import { isFilled } from './text';

type Value = IDataObject[string];

const objectOf = (value: Value): IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as IDataObject) : {};

/** The parameters of a built-in node as n8n saves them, which leaves out what equals its default. */
export class Reader {
	constructor(
		private readonly parameters: IDataObject,
		/** What the person must know about this node. */
		readonly notes: string[] = [],
	) {}

	get(name: string): Value {
		return this.parameters[name];
	}

	text(name: string): string {
		const value = this.get(name);
		return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	}

	has(name: string): boolean {
		return isFilled(this.get(name));
	}

	/** Parameters that are the same in both nodes, as far as they are set. */
	same(...names: string[]): IDataObject {
		return Object.fromEntries(names.filter((name) => this.has(name)).map((name) => [name, this.get(name)]));
	}

	/** A collection, such as *Options*. */
	inside(name: string): Reader {
		return new Reader(objectOf(this.get(name)), this.notes);
	}

	/** A resource locator; version 1 has plain text in its place. */
	locator(name: string, mode: string): INodeParameterResourceLocator {
		const value = this.get(name);
		const known = typeof value === 'object' ? objectOf(value) : { value };
		return {
			__rl: true,
			mode: typeof known.mode === 'string' ? known.mode : mode,
			value: (known.value ?? '') as string,
		};
	}

	/** The ID or link in a locator. */
	target(name: string): string {
		return String(this.locator(name, 'id').value);
	}

	/** Notes that a parameter was left out, if it was used. */
	drop(names: readonly string[], note: string): void {
		if (names.some((name) => this.has(name) && this.get(name) !== false)) this.notes.push(note);
	}
}
