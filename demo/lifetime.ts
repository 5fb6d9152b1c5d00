/** Ctrl-C, or a termination signal from another program, while something is starting. */
export class Interrupted extends Error {}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Stops everything that was started, whenever the end comes, including what becomes ready only afterwards. */
export class Lifetime {
	private readonly cleanUps: Array<() => Promise<unknown>> = [];

	private isOver = false;

	/** Resolves on the first Ctrl-C; the second one ends the program immediately. */
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

	/** Returns the work's result, unless the end comes first. */
	async during<Result>(work: () => Promise<Result>): Promise<Result> {
		return Promise.race([
			work(),
			this.over.then((): never => {
				throw new Interrupted();
			}),
		]);
	}

	/** Registers how to stop something; the most recently started is stopped first. */
	async endWith(cleanUp: () => Promise<unknown>): Promise<void> {
		if (this.isOver) await cleanUp();
		else this.cleanUps.unshift(cleanUp);
	}

	async end(): Promise<void> {
		this.isOver = true;
		for (const cleanUp of this.cleanUps.splice(0)) await cleanUp();
	}
}
