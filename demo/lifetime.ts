/** Ctrl-C, or a kind word from another program, while something is being started. */
export class Interrupted extends Error {}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Everything that runs has to be stopped, whenever the end comes: also what gets ready only after it was asked for. */
export class Lifetime {
	private readonly cleanUps: Array<() => Promise<unknown>> = [];

	private isOver = false;

	/** Resolves at the first Ctrl-C; the second one ends the program at once. */
	readonly over: Promise<void>;

	constructor() {
		this.over = new Promise((resolve) => {
			for (const name of signals) {
				process.on(name, () => {
					if (this.isOver) process.exit(130);
					this.isOver = true;
					resolve();
				});
			}
		});
	}

	/** The work's result, unless the end comes first. */
	async during<Result>(work: () => Promise<Result>): Promise<Result> {
		return Promise.race([
			work(),
			this.over.then((): never => {
				throw new Interrupted();
			}),
		]);
	}

	/** Remembers how to stop something; what is stopped last was started first. */
	async endWith(cleanUp: () => Promise<unknown>): Promise<void> {
		if (this.isOver) await cleanUp();
		else this.cleanUps.unshift(cleanUp);
	}

	async end(): Promise<void> {
		this.isOver = true;
		for (const cleanUp of this.cleanUps.splice(0)) await cleanUp();
	}
}
